import { toBase64 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Random } from '../../core/random.ts'
import type { XmlElement } from '../xml/node.ts'
import { childOf } from '../xml/read/child-of.ts'
import { applyEdits, type Edit, startTag } from './edit.ts'
import { integrityValue } from './integrity.ts'
import { unlockKey } from './open.ts'
import { keystoreNamespace, type ParsedCredential, parseKeystore } from './parse.ts'
import type { KeystorePassword } from './password.ts'
import { protectKey } from './protect.ts'

/**
 * Encrypts every private key of a keystore file anew, under a new password and with new salts. Everything else stays
 * as it is. Runs in the browser and in Node.
 *
 * @returns XML text, to be saved as UTF-8
 * @throws MandateError `keystore.wrong-password` and the other `keystore.*` codes of `openKeystore`
 */
export function changeKeystorePassword(
  existing: Uint8Array | string,
  oldPassword: string,
  newPassword: KeystorePassword,
  options: { random: Random },
): string {
  const { source, root, credentials } = parseKeystore(existing)
  if (credentials.length === 0) throw new MandateError('keystore.no-credentials')
  const keys = credentials.map((credential) => unlockKey(credential, oldPassword))
  const edits = credentials.flatMap((credential, at) => {
    const { salt, protectedPrivateKey } = protectKey(keys[at] as (typeof keys)[number], newPassword, options.random)
    return rewritten(credential, salt, protectedPrivateKey)
  })
  return applyEdits(source, [...edits, ...withoutCheckValue(root)])
}

function rewritten(credential: ParsedCredential, salt: Uint8Array, protectedPrivateKey: Uint8Array): Edit[] {
  const { element } = credential
  const integrity = integrityValue({ ...credential, protectedPrivateKey }, salt)
  const key = childOf(element, keystoreNamespace, 'protectedPrivateKey') as XmlElement
  const changed = { credentialSalt: toBase64(salt), integrityValue: toBase64(integrity) }
  return [
    { from: element.start, to: element.contentStart, text: startTag(element, changed) },
    { from: key.contentStart, to: key.contentEnd, text: toBase64(protectedPrivateKey) },
  ]
}

/** The schema has a check value for the whole store, which no file in use has; a stale one would only mislead. */
function withoutCheckValue(root: XmlElement): Edit[] {
  const stale = childOf(root, keystoreNamespace, 'checkValue')
  return stale ? [{ from: stale.start, to: stale.end, text: '' }] : []
}
