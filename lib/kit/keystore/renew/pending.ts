import { access, link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { fromBase64, toBase64 } from '../../../core/bytes.ts'
import { isMandateError, MandateError } from '../../../core/errors/index.ts'
import { type Random, uuid } from '../../../core/random.ts'
import { decryptPrivateKey } from '../../../formats/pki/private-key/decrypt.ts'
import { encryptPrivateKey } from '../../../formats/pki/private-key/encrypt.ts'
import { readRsaPrivateKey } from '../../../formats/pki/private-key/rsa.ts'
import type { NewKey } from '../new-key.ts'

/** Where the renewal of a keystore file keeps the new key until the new file is written. */
export function pendingFileOf(file: string): string {
  return `${file}.renewing`
}

/** Which renewal of which file: a pending key is of use for one current certificate and one password. */
export type PendingOf = { file: string; password: string; currentFingerprint: string }

/**
 * The key of a renewal that was begun and not ended, so that asking again gives the certificate that was made then.
 * `undefined` where there is none, or it belongs to another certificate or password, or is damaged.
 */
export async function readPending({ file, password, currentFingerprint }: PendingOf): Promise<NewKey | undefined> {
  const text = await readFile(pendingFileOf(file), 'utf8').catch(() => '')
  const parsed = pendingFile.safeParse(asJson(text))
  if (!parsed.success || parsed.data.renews !== currentFingerprint) return undefined
  const protectedKey = fromBase64(parsed.data.protectedKey)
  const certificateRequest = fromBase64(parsed.data.certificateRequest)
  if (protectedKey === undefined || certificateRequest === undefined) return undefined
  try {
    return { privateKeyPkcs8: decryptPrivateKey(protectedKey, password).pkcs8, certificateRequest }
  } catch (error) {
    if (!isMandateError(error)) throw error
    return undefined
  }
}

/**
 * Writes a new key down, encrypted with the keystore password, before anybody is told of it. Of two runs at once, the
 * first one's key stands.
 *
 * @returns the key that stands: this one, or that of the other run
 * @throws MandateError `kit.file-unwritable`
 */
export async function keepPending(of: PendingOf, key: NewKey, random: Random): Promise<NewKey> {
  const pending = pendingFileOf(of.file)
  const aside = `${pending}.${uuid(random)}`
  try {
    await writeFile(aside, serialised(of, key, random), { flag: 'wx', mode: 0o600 })
    await linkOrRename(aside, pending)
    return (await readPending(of)) ?? key
  } catch (error) {
    throw new MandateError('kit.file-unwritable', {
      file: pending,
      reason: (error as NodeJS.ErrnoException).code ?? 'unknown',
    })
  } finally {
    await rm(aside, { force: true })
  }
}

/** Gives the file its name unless one is there already. Where the disk knows no links, the later one wins. */
async function linkOrRename(aside: string, pending: string): Promise<void> {
  await link(aside, pending).catch(async (error: NodeJS.ErrnoException) => {
    if (error.code === 'EEXIST') return
    if (!['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP'].includes(error.code ?? '')) throw error
    await rename(aside, pending)
  })
}

/** Removes what {@link keepPending} wrote. */
export async function forgetPending(file: string): Promise<void> {
  await rm(pendingFileOf(file), { force: true })
}

/** True where the renewal that is written down can't be of use for this certificate and password any more. */
export async function isPendingStale(of: PendingOf): Promise<boolean> {
  const isThere = await access(pendingFileOf(of.file)).then(
    () => true,
    () => false,
  )
  return isThere && (await readPending(of)) === undefined
}

const pendingFile = z.object({ renews: z.string(), certificateRequest: z.string(), protectedKey: z.string() })

function serialised({ password, currentFingerprint }: PendingOf, key: NewKey, random: Random): string {
  const protectedKey = encryptPrivateKey(readRsaPrivateKey(key.privateKeyPkcs8), password, {
    scheme: 'pbes2-aes256',
    salt: random.bytes(16),
    rounds: 20_000,
    random,
  })
  const content: z.infer<typeof pendingFile> = {
    renews: currentFingerprint,
    certificateRequest: toBase64(key.certificateRequest),
    protectedKey: toBase64(protectedKey),
  }
  return `${JSON.stringify(content, undefined, 2)}\n`
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
