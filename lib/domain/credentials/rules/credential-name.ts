import { MandateError } from '../../../core/errors/index.ts'

/** Name of a machine credential, tidied and checked. Only {@link parseCredentialName} makes one. */
export type CredentialName = string & { readonly __brand: 'CredentialName' }

const longest = 60

/** One line of the rule for names, with its words for the screen. */
export type CredentialNameRule = { readonly text: string; met(name: string): boolean }

/**
 * What the name of a machine credential must be. It becomes the CN of the certificate and part of an id in keystore
 * files, so only characters that every system takes are permitted.
 */
export const credentialNameRule: readonly CredentialNameRule[] = [
  { text: `use 1 to ${longest} characters`, met: (name) => name.length >= 1 && name.length <= longest },
  {
    text: 'use only letters without accents, digits, spaces and the signs . _ - ( )',
    met: (name) => /^[A-Za-z0-9 ._()-]*$/.test(name),
  },
  { text: 'begin with a letter or a digit', met: (name) => name === '' || /^[A-Za-z0-9]/.test(name) },
]

/**
 * Reads a name as people type it: outer spaces go, inner ones become one.
 *
 * @throws MandateError `credential.name`
 * @see docs/credentials.md, Names
 */
export function parseCredentialName(value: string): CredentialName {
  const name = value.trim().replace(/\s+/g, ' ')
  const broken = credentialNameRule.find((rule) => !rule.met(name))
  if (broken !== undefined) throw new MandateError('credential.name', { what: broken.text })
  return name as CredentialName
}
