import { hash } from 'node:crypto'
import { realpath, writeFile } from 'node:fs/promises'
import { parseAbn } from '../../../core/abn.ts'
import { equalBytes, utf8 } from '../../../core/bytes.ts'
import { type Clock, day, type Instant } from '../../../core/clock.ts'
import { isMandateError, MandateError } from '../../../core/errors/index.ts'
import type { Random } from '../../../core/random.ts'
import { addToKeystore } from '../../../formats/keystore/add.ts'
import { openKeystore } from '../../../formats/keystore/open.ts'
import { chooseCredential, type KitCredential } from '../credential.ts'
import { makeKey, type NewKey } from '../new-key.ts'
import { readKeystoreFile } from '../open-keystore-file.ts'
import { replaceFile } from '../write-file.ts'
import { askRenewal, type RenewalServer } from './ask-renewal.ts'
import { forgetPending, isPendingStale, keepPending, type PendingOf, readPending } from './pending.ts'

export type RenewKeystoreOptions = RenewalServer & {
  file: string
  password: string
  /** Which credential, where the file has several. */
  credentialId?: string | undefined
  /** Do nothing where the credential ends later than in so many days, or where the service says that it is too early. */
  ifWithinDays?: number | undefined
  clock: Clock
  random: Random
}

/** What became of it. `copy` is the old file, kept beside the new one. */
export type KeystoreRenewal = { id: string; notAfter: Instant } & (
  | { renewed: true; copy: string; previousNotAfter: Instant }
  | { renewed: false; why: 'not-due' | 'too-early' | 'done-meanwhile' }
)

/**
 * Renews a credential in its keystore file: new key, same name and password. The new file takes the place of the old
 * one in one step, and the old one is kept beside it. Safe to be run again whenever it was killed, and twice at once:
 * the new key is written down, encrypted, before anybody is asked, and the service gives one certificate for one key.
 *
 * @throws MandateError `kit.credential-expired`, `kit.refused`, `kit.*`, `keystore.*`
 */
export async function renewKeystoreFile(options: RenewKeystoreOptions): Promise<KeystoreRenewal> {
  const { password, clock, ifWithinDays } = options
  const file = await realpath(options.file).catch(() => options.file)
  const bytes = await readKeystoreFile(file)
  const current = chooseCredential(openKeystore(bytes, password), options.credentialId)
  const pending = { file, password, currentFingerprint: hash('sha256', current.certificate, 'hex') }
  const { id, notAfter } = current
  if (ifWithinDays !== undefined && notAfter - clock.now() > ifWithinDays * day) {
    return { id, notAfter, renewed: false, why: 'not-due' }
  }
  if (clock.now() >= notAfter + 1000) {
    throw new MandateError('kit.credential-expired', { id, date: new Date(notAfter).toISOString().slice(0, 10) })
  }
  const key = await keyFor(pending, current, options.random)
  if (!equalBytes(await readKeystoreFile(file), bytes)) return await doneMeanwhile(options, file)
  try {
    const certificates = await askRenewal(current, key, options)
    return await putInPlace(options, { file, current, credential: { ...key, certificates } })
  } catch (error) {
    if (!isMandateError(error) || error.code !== 'kit.refused') throw error
    if (error.details.event !== 'credential.being-issued') await forgetPending(file)
    if (ifWithinDays === undefined || error.details.event !== 'credential.renewal-too-early') throw error
    return { id, notAfter, renewed: false, why: 'too-early' }
  }
}

async function keyFor(of: PendingOf, { name, abn }: KitCredential, random: Random): Promise<NewKey> {
  const begun = await readPending(of)
  if (begun !== undefined) return begun
  if (await isPendingStale(of)) await forgetPending(of.file)
  return await keepPending(of, await makeKey({ name, abn: parseAbn(abn) }), random)
}

type New = { privateKeyPkcs8: Uint8Array; certificates: Uint8Array[] }

async function putInPlace(
  options: RenewKeystoreOptions,
  { file, current, credential }: { file: string; current: KitCredential; credential: New },
): Promise<KeystoreRenewal> {
  const { password, random, clock } = options
  // Somebody may have added to the file, or renewed it, while the service was asked.
  const bytes = await readKeystoreFile(file)
  const old = openKeystore(bytes, password).credentials.find(({ leaf }) => equalBytes(leaf, current.certificate))
  if (old === undefined) return await doneMeanwhile(options, file)
  const { legalName } = old
  const renewed = addToKeystore(
    bytes,
    password,
    { ...credential, legalName },
    { random, now: clock.now(), replace: true },
  )
  const { credentials } = openKeystore(renewed, password)
  const made = credentials.find(({ leaf }) => equalBytes(leaf, credential.certificates[0] as Uint8Array))
  if (made === undefined) throw new MandateError('keystore.no-such-credential', { id: current.id })
  const copy = await keepCopy(file, bytes)
  await replaceFile(file, utf8(renewed))
  await forgetPending(file)
  return { id: made.id, notAfter: made.notAfter, renewed: true, copy, previousNotAfter: old.notAfter }
}

async function doneMeanwhile(options: RenewKeystoreOptions, file: string): Promise<KeystoreRenewal> {
  const opened = openKeystore(await readKeystoreFile(file), options.password)
  const { id, notAfter } = chooseCredential(opened, options.credentialId)
  return { id, notAfter, renewed: false, why: 'done-meanwhile' }
}

/** A copy is named after its content, so that a run after a killed one makes no second copy. */
async function keepCopy(file: string, bytes: Uint8Array): Promise<string> {
  const copy = `${file}.old-${hash('sha256', bytes, 'hex').slice(0, 8)}`
  const isThere = await readKeystoreFile(copy).then(
    (content) => equalBytes(content, bytes),
    () => false,
  )
  if (isThere) return copy
  await writeFile(copy, '', { flag: 'a', mode: 0o600 }).catch((error: NodeJS.ErrnoException) => {
    throw new MandateError('kit.file-unwritable', { file: copy, reason: error.code ?? 'unknown' })
  })
  await replaceFile(copy, bytes)
  return copy
}
