import { createPrivateKey, type KeyObject } from 'node:crypto'
import { equalBytes, utf8 } from '../../core/bytes.ts'
import { type Instant, instant } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { uuid } from '../../core/random.ts'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import { readCertificate } from '../../formats/pki/certificate/read.ts'
import type { Runtime } from '../runtime/runtime.ts'
import type { AuthorityKeyRole } from '../store/generated/enums.ts'
import type { Store, Transaction } from '../store/open.ts'

/** A key of the house as it is kept: the certificate in the clear, the private key sealed. */
export type KeptKey = {
  id: string
  role: AuthorityKeyRole
  name: string
  certificate: Certificate
  sealedKey: Uint8Array
  createdAt: Instant
  retired: boolean
  /** Since when its private key counts as stolen. */
  revokedAt: Instant | undefined
}

/** A key that was made and certified and is to be kept; `elsewhere` when a device keeps the private key. */
export type NewKey = {
  role: AuthorityKeyRole
  name: string
  certificate: Certificate
  privateKey: KeyObject | 'elsewhere'
}

const elsewhere = utf8('elsewhere')

/** Every key that is not forgotten, newest first. */
export async function readKeptKeys(tx: Store | Transaction): Promise<KeptKey[]> {
  const rows = await tx.authorityKey.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] })
  return rows.map(({ id, role, name, certificate, sealedKey, createdAt, retiredAt, revokedAt }) => ({
    id,
    role,
    name,
    certificate: readCertificate(certificate),
    sealedKey,
    createdAt: instant(createdAt),
    retired: retiredAt !== null,
    revokedAt: revokedAt === null ? undefined : instant(revokedAt),
  }))
}

/**
 * Keeps new keys, in one transaction, unless another process changed the keys since `known` was read.
 *
 * @returns false where another process was first; nothing was written then
 */
export async function keepKeys(
  tx: Transaction,
  runtime: Pick<Runtime, 'sealer' | 'random'>,
  { known, keys, now }: { known: readonly KeptKey[]; keys: readonly NewKey[]; now: Instant },
): Promise<boolean> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('mandate/authority-keys'))`
  const present = await tx.authorityKey.findMany({ select: { id: true } })
  const knownIds = new Set(known.map(({ id }) => id))
  if (present.length !== knownIds.size || present.some(({ id }) => !knownIds.has(id))) return false
  for (const { role, name, certificate, privateKey } of keys) {
    const id = uuid(runtime.random)
    const secret = privateKey === 'elsewhere' ? elsewhere : privateKey.export({ format: 'der', type: 'pkcs8' })
    await tx.authorityKey.updateMany({ where: { role, name, retiredAt: null }, data: { retiredAt: new Date(now) } })
    await tx.authorityKey.create({
      data: {
        id,
        role,
        name,
        certificate: Uint8Array.from(certificate.der),
        sealedKey: Uint8Array.from(runtime.sealer.seal(sealPurpose({ id, role, name }), secret)),
        notAfter: new Date(certificate.notAfter),
        createdAt: new Date(now),
      },
    })
  }
  return true
}

/**
 * The private key of a row, or that a device keeps it.
 *
 * @throws MandateError `start.master-key-wrong`
 */
export function unsealKeyOrPlace(runtime: Pick<Runtime, 'sealer'>, key: KeptKey): KeyObject | 'elsewhere' {
  let secret: Uint8Array
  try {
    secret = runtime.sealer.open(sealPurpose(key), key.sealedKey)
  } catch (cause) {
    throw new MandateError('start.master-key-wrong', {}, { cause })
  }
  if (equalBytes(secret, elsewhere)) return 'elsewhere'
  return createPrivateKey({ key: Buffer.from(secret), format: 'der', type: 'pkcs8' })
}

/**
 * The private key of a row.
 *
 * @throws MandateError `start.master-key-wrong`, `start.key-missing`
 */
export function unsealKey(runtime: Pick<Runtime, 'sealer'>, key: KeptKey): KeyObject {
  const privateKey = unsealKeyOrPlace(runtime, key)
  if (privateKey === 'elsewhere') throw new MandateError('start.key-missing', { name: key.name })
  return privateKey
}

function sealPurpose({ id, role, name }: Pick<KeptKey, 'id' | 'role' | 'name'>): string {
  return `authority-key/${role}/${name}/${id}`
}
