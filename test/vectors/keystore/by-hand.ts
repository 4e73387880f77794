import { createHash, createHmac } from 'node:crypto'
import { seededRandom } from '../../../lib/core/random.ts'
import { bundleCertificates } from '../../../lib/formats/pki/cms/bundle.ts'
import { encryptPrivateKey } from '../../../lib/formats/pki/private-key/encrypt.ts'
import { readRsaPrivateKey } from '../../../lib/formats/pki/private-key/rsa.ts'
import type { TestAuthority } from './authority.ts'
import { testPkcs8 } from './authority.ts'

// Writes keystore files without the code under test: the check value is computed here in a second way, and each part
// can be bent.

export const handPassword = 'Password1!'

/** Values of one credential as they go into the file; text as XML, bytes as base64. */
export type HandCredential = {
  attributes: Record<string, string | undefined>
  elements: Record<string, string | undefined>
}

const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64')

/** A sound machine credential of the test authority, to be bent. */
export function handCredential(
  authority: TestAuthority,
  change: { salt?: Uint8Array; encrypted?: Uint8Array; bundle?: Uint8Array; name?: string } = {},
): HandCredential {
  const salt = change.salt ?? seededRandom(21).bytes(20)
  const encrypted =
    change.encrypted ??
    encryptPrivateKey(readRsaPrivateKey(testPkcs8('leaf')), handPassword, { scheme: 'pbes1-3des', salt, rounds: 1024 })
  const name = change.name ?? 'USIMachine'
  return {
    attributes: { id: `ABRD:27809366375_${name}`, credentialType: 'D', credentialSalt: base64(salt) },
    elements: {
      name1: name,
      name2: '',
      abn: '27809366375',
      legalName: name,
      personId: '',
      serialNumber: authority.leaf.serial.decimal,
      creationDate: '2025-01-01T10:00:00',
      notBefore: '2025-01-01T00:00:00+10:00',
      notAfter: '2026-12-31T23:59:59+10:00',
      sha1fingerprint: base64(createHash('sha1').update(authority.leaf.der).digest()),
      publicCertificate: base64(change.bundle ?? bundleCertificates(authority.chain)),
      protectedPrivateKey: base64(encrypted),
    },
  }
}

/** The check value of docs/wire-formats.md, Keystore: integrityValue, written a second time. */
export function handIntegrity({ attributes, elements }: HandCredential, salt: string): string {
  const message = Buffer.concat([
    Buffer.from(
      [
        attributes.credentialType,
        attributes.id,
        ...['name1', 'name2', 'abn', 'legalName', 'personId', 'serialNumber'].map((name) => elements[name]),
      ].join(''),
    ),
    ...['sha1fingerprint', 'publicCertificate', 'protectedPrivateKey'].map((name) =>
      Buffer.from(elements[name] ?? '', 'base64'),
    ),
  ])
  return createHmac('sha1', macKey(Buffer.from(salt, 'base64')))
    .update(message)
    .digest('base64')
}

/** RFC 7292 appendix B with SHA-1, ID 3, 1024 rounds, 20 bytes and a password of zero bytes: one block suffices. */
function macKey(salt: Buffer): Buffer {
  const filled = Buffer.alloc(Math.ceil(salt.length / 64) * 64, salt)
  let state = createHash('sha1')
    .update(Buffer.concat([Buffer.alloc(64, 3), filled, Buffer.alloc(64)]))
    .digest()
  for (let round = 1; round < 1024; round++) state = createHash('sha1').update(state).digest()
  return state
}

/** Writes the file; the check value is right for what stands in it, unless one is given or it is `absent`. */
export function handKeystore(
  credentials: readonly HandCredential[],
  options: { salt?: string; integrity?: string; prefix?: string; extra?: string } = {},
): string {
  const { salt = base64(seededRandom(22).bytes(20)), integrity = 'right', prefix = '', extra = '' } = options
  const tag = prefix === '' ? '' : `${prefix}:`
  const written = credentials.map((credential) => {
    const value =
      integrity === 'right' ? handIntegrity(credential, credential.attributes.credentialSalt ?? salt) : integrity
    const all = integrity === 'absent' ? credential.attributes : { integrityValue: value, ...credential.attributes }
    const attributes = Object.entries(all)
      .filter(([, text]) => text !== undefined)
      .map(([name, text]) => ` ${name}="${text}"`)
    const elements = Object.entries(credential.elements)
      .filter(([, text]) => text !== undefined)
      .map(([name, text]) => `<${tag}${name}>${text}</${tag}${name}>`)
    return `<${tag}credential${attributes.join('')}>\n${elements.join('\n')}\n</${tag}credential>`
  })
  const namespace = 'http://auth.abr.gov.au/credential/xsd/SBRCredentialStore'
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    `<${tag}credentialStore xmlns${prefix === '' ? '' : `:${prefix}`}="${namespace}">`,
    ...(salt === '' ? [] : [`<${tag}salt>${salt}</${tag}salt>`]),
    `<${tag}credentials>`,
    ...written,
    `</${tag}credentials>${extra}`,
    `</${tag}credentialStore>`,
  ].join('\n')
}
