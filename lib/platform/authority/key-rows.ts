import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { Instant } from '../../core/clock.ts'
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
  retired: boolean
}

/** A key that was made and certified and is to be kept. */
export type NewKey = { role: AuthorityKeyRole; name: string; certificate: Certificate; privateKey: KeyObject }

/** Every key that is not forgotten, newest first. */
export async function readKeptKeys(tx: Store | Transaction): Promise<KeptKey[]> {
  const rows = await tx.authorityKey.findMany({ orderBy: [{ createdAt: 'desc' }, { id: 'asc' }] })
  return rows.map(({ id, role, name, certificate, sealedKey, retiredAt }) => ({
    id,
    role,
    name,
    certificate: readCertificate(certificate),
    sealedKey,
    retired: retiredAt !== null,
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
    const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' })
    await tx.authorityKey.updateMany({ where: { role, name, retiredAt: null }, data: { retiredAt: new Date(now) } })
    await tx.authorityKey.create({
      data: {
        id,
        role,
        name,
        certificate: Uint8Array.from(certificate.der),
        sealedKey: Uint8Array.from(runtime.sealer.seal(sealPurpose({ id, role, name }), pkcs8)),
        notAfter: new Date(certificate.notAfter),
        createdAt: new Date(now),
      },
    })
  }
  return true
}

/**
 * The private key of a row.
 *
 * @throws MandateError `start.master-key-wrong`
 */
export function unsealKey(runtime: Pick<Runtime, 'sealer'>, key: KeptKey): KeyObject {
  let pkcs8: Uint8Array
  try {
    pkcs8 = runtime.sealer.open(sealPurpose(key), key.sealedKey)
  } catch (cause) {
    throw new MandateError('start.master-key-wrong', {}, { cause })
  }
  return createPrivateKey({ key: Buffer.from(pkcs8), format: 'der', type: 'pkcs8' })
}

function sealPurpose({ id, role, name }: Pick<KeptKey, 'id' | 'role' | 'name'>): string {
  return `authority-key/${role}/${name}/${id}`
}
