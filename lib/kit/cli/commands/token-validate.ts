import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readPem } from '../../../formats/pki/pem.ts'
import { validateToken } from '../../token/validate-token.ts'
import { usage } from '../arguments.ts'
import type { Command } from '../command.ts'
import { endpointOptions, readEndpoint } from '../endpoint.ts'
import { next, pairs } from '../output.ts'
import { readText } from '../read-text.ts'

export const tokenValidateCommand: Command = {
  name: 'token validate',
  summary: 'For a service that accepts tokens: ask whether one still holds.',
  usage: 'FILE --certificate FILE --key FILE [options]',
  positionals: [1, 1],
  options: [
    { name: 'certificate', value: 'FILE', meaning: 'Certificate of the relying party, PEM.', required: true },
    { name: 'key', value: 'FILE', meaning: 'Its private key, PEM (PKCS#8), without a password.', required: true },
    ...endpointOptions,
  ],
  notes: [
    'FILE is the token as software sent it (XML, or the answer of "mandate token --json"); "-" reads it from standard input.',
    'An operator registers the certificate of a relying party at the desk. Exit code 0: the token holds. 1: it does not.',
  ],
  examples: ['npx mandate token validate token.xml --certificate party.crt --key party.key'],
  async run(context, input) {
    const [file = ''] = input.positionals
    const { clock, random } = context
    const { endpoint, ca } = await readEndpoint(context, input)
    const { valid, reason, trace } = await validateToken({
      token: tokenIn(await readText(context, file)),
      certificate: certificateIn(await readText(context, input.required('certificate'))),
      privateKey: keyIn(await readText(context, input.required('key'))),
      endpoint,
      ca,
      clock,
      random,
    })
    const facts = pairs([
      ['Because', reason],
      ['Trace', trace],
    ])
    const hint = trace ? next(`npx mandate why ${trace}`) : ''
    return {
      text: `${valid ? 'The token holds.' : 'The token does not hold.'}\n\n${facts}\n${hint}`,
      json: { valid, reason, trace },
      exitCode: valid ? 0 : 1,
    }
  },
}

/** The token itself, also out of the JSON that `mandate token --json` writes. */
function tokenIn(text: string): string {
  if (!text.trimStart().startsWith('{')) return text
  try {
    const { token } = JSON.parse(text) as { token?: unknown }
    if (typeof token === 'string') return token
  } catch {
    // Said below.
  }
  throw usage(tokenValidateCommand, 'The file has no token in it.')
}

function certificateIn(text: string): Uint8Array {
  const [block] = readPem(text).filter(({ label }) => label === 'CERTIFICATE')
  if (block === undefined) throw usage(tokenValidateCommand, '--certificate takes a PEM file with a certificate.')
  return block.der
}

function keyIn(text: string): KeyObject {
  try {
    return createPrivateKey(text)
  } catch {
    throw usage(tokenValidateCommand, '--key takes a PEM file with a private key that has no password.')
  }
}
