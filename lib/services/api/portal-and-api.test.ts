import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'

/** What people can do in the portal, programs can do too, but for what is listed here with its reason. */

const root = join(import.meta.dirname, '../../..')

const person = 'a person does it, signed in'
const identity = 'needs a strong identity, and is the beginning of every authority'
const declaration = 'only the person who was asked can say yes or no'
const operator = 'an operator decides'
const page = 'only helps a page along; the call itself says what is wrong'
const elsewhere: Record<string, string> = {
  'find-eligible-businesses': identity,
  'link-business': identity,
  'preview-links': identity,
  'check-linking-route': identity,
  'check-case-businesses': identity,
  'check-evidence': identity,
  'list-my-link-cases': identity,
  'open-link-cases': identity,
  'withdraw-link-case': identity,
  'accept-authorisation': declaration,
  'decline-authorisation': declaration,
  'find-request-by-code': declaration,
  'ask-for-new-code': declaration,
  'change-email': declaration,
  'send-email-code': declaration,
  'verify-email-code': declaration,
  'accept-terms': person,
  'has-accepted-terms': person,
  'update-my-name': person,
  'view-my-profile': person,
  'list-my-businesses': person,
  'list-my-organisations': person,
  'pin-business': person,
  'register-sign-in': person,
  'list-shared-services': person,
  'view-shared-service': person,
  'view-sharing-request': person,
  'withdraw-sharing': person,
  'create-api-token': person,
  'list-api-tokens': person,
  'revoke-api-token': person,
  'decide-link-case': operator,
  'list-link-cases': operator,
  'reissue-link-code': operator,
  'require-operator': operator,
  'view-link-case': operator,
  'answer-request': operator,
  'list-desk-requests': operator,
  'view-desk-request': operator,
  'list-desk-history': operator,
  'list-relying-parties': operator,
  'list-relying-services': operator,
  'remove-relying-party': operator,
  'remove-relying-service': operator,
  'save-relying-party': operator,
  'save-relying-service': operator,
  'open-business': page,
  'check-authorisation': page,
  'check-credential-name': page,
  'prepare-import': page,
  'import-result-file': page,
  'prepare-request': page,
  'read-registration-mail': page,
  'receive-mail': 'the old way by mail; programs register a product',
  'list-targets': page,
  'view-clock': 'the list of clocks has it',
}

/** The use cases that files import: the modules of the domain from which they take a value that is no schema. */
function useCasesOf(pattern: string): Set<string> {
  const found = new Set<string>()
  for (const file of globSync(pattern, { cwd: root })) {
    const text = readFileSync(join(root, file), 'utf8')
    for (const [, type, names = '', path = ''] of text.matchAll(/import (type )?\{([^}]*)\} from '(\.[^']+)'/g)) {
      const module = relative(root, join(root, dirname(file), path))
      const values = names.split(',').map((name) => name.trim())
      const isUseCase = values.some((name) => /^(?!type )[a-z]\w*$/.test(name) && !/(Input|s)$/.test(name))
      const isVerb = values.some((name) => camel(basename(module, '.ts')) === name)
      if (type === undefined && module.startsWith('lib/domain/') && (isUseCase || isVerb)) {
        found.add(basename(module, '.ts'))
      }
    }
  }
  return found
}

function camel(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase())
}

it('every use case of the pages is a route, or it is said why not', () => {
  const pages = useCasesOf('app/**/*.{ts,tsx}')
  const routes = useCasesOf('lib/services/api/routes/**/*.ts')
  expect(pages.size).toBeGreaterThan(80)
  const helpers = new Set(['context', 'parse-input', 'type-filters'])
  const missing = [...pages].filter((name) => !routes.has(name) && !helpers.has(name))
  expect(missing.toSorted()).toEqual(Object.keys(elsewhere).toSorted())
})
