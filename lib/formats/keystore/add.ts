import type { Instant } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { Random } from '../../core/random.ts'
import { applyEdits, startTag, writtenName } from './edit.ts'
import type { NewKeystoreCredential } from './keystore.ts'
import { unlockKey } from './open.ts'
import { keystoreNamespace, type ParsedKeystore, parseKeystore, shown } from './parse.ts'
import { type KeystorePassword, parseKeystorePassword } from './password.ts'
import { type WrittenCredential, writeCredential } from './write-credential.ts'

/**
 * Adds a credential to a keystore file. What is already in it stays as it is, to the byte of each value; its password
 * must open every credential, and the new one gets the same. Runs in the browser and in Node.
 *
 * @param options `replace`: take the place of a credential with the same id, as a renewal does
 * @returns XML text, to be saved as UTF-8
 * @throws MandateError `keystore.already-there` without `replace`, `keystore.wrong-password`, and what `readKeystore` throws
 */
export function addToKeystore(
  existing: Uint8Array | string,
  password: string,
  credential: NewKeystoreCredential,
  options: { random: Random; now: Instant; replace?: boolean },
): string {
  const keystore = parseKeystore(existing)
  const written = writeCredential(credential, checkedPassword(keystore, password), options)
  const present = keystore.credentials.find(({ id }) => id === written.id)
  if (present && !options.replace) throw new MandateError('keystore.already-there', { id: shown(written.id) })
  return present
    ? applyEdits(keystore.source, [
        { from: present.element.start, to: present.element.end, text: withNamespace(keystore, written) },
      ])
    : inserted(keystore, withNamespace(keystore, written))
}

/** A file that is open already proves its password; an empty one gets a password, which must meet the rule. */
function checkedPassword({ credentials }: ParsedKeystore, password: string): KeystorePassword {
  for (const credential of credentials) unlockKey(credential, password)
  return credentials.length > 0 ? (password as KeystorePassword) : parseKeystorePassword(password)
}

function withNamespace({ list }: ParsedKeystore, { element }: WrittenCredential): string {
  return element(list.prefix === '' ? '' : ` xmlns="${keystoreNamespace}"`)
}

function inserted({ source, list }: ParsedKeystore, element: string): string {
  const isEmptyTag = list.contentStart === list.end
  if (isEmptyTag) {
    const text = `${startTag(list)}\n    ${element}\n  </${writtenName(list)}>`
    return applyEdits(source, [{ from: list.start, to: list.end, text }])
  }
  const before = source.slice(list.contentStart, list.contentEnd)
  const at = list.contentStart + before.trimEnd().length
  return applyEdits(source, [{ from: at, to: list.contentEnd, text: `\n    ${element}\n  ` }])
}
