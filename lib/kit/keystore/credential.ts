import { createPrivateKey, type KeyObject } from 'node:crypto'
import type { Instant } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { OpenedKeystore } from '../../formats/keystore/keystore.ts'

/** A credential that can sign: certificate and private key, in the memory of this process only. */
export type KitCredential = {
  id: string
  name: string
  abn: string
  /** DER. */
  certificate: Uint8Array
  /** DER of the last certificate above it, where the keystore has one. */
  root: Uint8Array | undefined
  privateKey: KeyObject
  notAfter: Instant
}

/**
 * One credential of an opened keystore.
 *
 * @param id its id (`ABRD:<ABN>_<name>`); may be left out where the keystore has one credential
 * @throws MandateError `keystore.no-credentials`, `keystore.no-such-credential`, `kit.several-credentials`
 */
export function chooseCredential({ credentials }: OpenedKeystore, id?: string): KitCredential {
  const [first, second] = credentials
  if (first === undefined) throw new MandateError('keystore.no-credentials')
  if (id === undefined && second !== undefined) {
    const ids = credentials.map((one) => one.id).join(', ')
    throw new MandateError('kit.several-credentials', { count: credentials.length, ids })
  }
  const chosen = id === undefined ? first : credentials.find((one) => one.id === id)
  if (chosen === undefined) throw new MandateError('keystore.no-such-credential', { id: (id as string).slice(0, 200) })
  return {
    id: chosen.id,
    name: chosen.name1,
    abn: chosen.abn,
    certificate: chosen.leaf,
    root: chosen.root,
    privateKey: createPrivateKey({ key: Buffer.from(chosen.privateKeyPkcs8), format: 'der', type: 'pkcs8' }),
    notAfter: chosen.notAfter,
  }
}
