import { z } from 'zod'
import type { Abn } from '../../../core/abn.ts'
import { fromBase64 } from '../../../core/bytes.ts'
import { dayOf } from '../../../core/calendar-day.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { uuid } from '../../../core/random.ts'
import { writePem } from '../../../formats/pki/pem.ts'
import { openAuthority } from '../../../platform/authority/open.ts'
import { lockBusiness } from '../../../platform/clock/lock-business.ts'
import { recordHistory } from '../../../platform/history/record-history.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { inTransaction } from '../../../platform/store/transaction.ts'
import { requireRegistered } from '../../credentials/issue/registered.ts'
import { parseInput } from '../../parse-input.ts'
import { openRegister } from '../../ram/businesses/register/register.ts'
import { type ExternalCredentialView, mostExternalCredentials, showExternalCredential } from './external-credential.ts'
import { type ExternalChain, readExternalChain } from './read-external-chain.ts'

const certificate = z
  .string()
  .max(20_000)
  .transform((text, context) => {
    const der = fromBase64(text)
    if (der !== undefined && der.length > 0) return der
    context.addIssue({ code: 'custom', message: 'A certificate is not base64.' })
    return z.NEVER
  })

export const trustKeystoreInput = z.object({
  /** The certificates of each credential, base64 of DER, leaf first, as the keystore file has them. */
  credentials: z
    .array(z.array(certificate).min(1).max(10), { error: 'The certificates are missing.' })
    .min(1, { error: 'The file has no credential.' })
    .max(50, { error: 'A file with more than 50 credentials is not taken.' }),
})
export type TrustKeystoreInput = z.input<typeof trustKeystoreInput>

/**
 * Trusts the credentials of a vendor's own test keystore, so that software runs with the very file it has. Sandbox
 * only. The authority in the file is trusted for the certificates that are in the file, and for nothing else; a
 * business that the simulated register does not know is added to it.
 *
 * @throws MandateError `common.not-found` in production; `trust.*`, `certificate.*`, `credential.business-*`
 * @see docs/external-credentials.md
 */
export async function trustKeystore(runtime: Runtime, input: TrustKeystoreInput): Promise<ExternalCredentialView[]> {
  if (runtime.settings.mode !== 'sandbox') throw new MandateError('common.not-found')
  const { credentials } = parseInput(trustKeystoreInput, input)
  const chains: ExternalChain[] = []
  for (const ders of credentials) chains.push(await readForeign(runtime, ders))
  for (const abn of new Set(chains.map((chain) => chain.abn))) await ensureRegistered(runtime, abn)
  const rows = await inTransaction(runtime.store, async (tx) => {
    for (const chain of chains) await keep(tx, runtime, chain)
    const count = await tx.externalCredential.count()
    if (count > mostExternalCredentials) throw new MandateError('trust.too-many', { count: mostExternalCredentials })
    const fingerprints = chains.map(({ leaf }) => leaf.fingerprints.sha256)
    return await tx.externalCredential.findMany({
      where: { sha256Fingerprint: { in: fingerprints } },
      include: { business: { select: { name: true } } },
      orderBy: [{ abn: 'asc' }, { name: 'asc' }],
    })
  })
  runtime.signals.emit('relying-parties-changed', {})
  return rows.map(showExternalCredential)
}

async function readForeign(runtime: Runtime, ders: readonly Uint8Array[]): Promise<ExternalChain> {
  const chain = readExternalChain(ders, runtime.clock.now())
  const { root, sub } = await openAuthority(runtime)
  const own = [root, sub].map(({ certificate: { fingerprints } }) => fingerprints.sha256)
  if (chain.chain.some(({ fingerprints }) => own.includes(fingerprints.sha256))) {
    throw new MandateError('trust.issued-here', { name: chain.name })
  }
  return chain
}

/** The token service asks the register about each business; test keystores are for businesses that it may not know. */
async function ensureRegistered(runtime: Runtime, abn: Abn): Promise<void> {
  const simulated = runtime.settings.registerUrl === undefined
  if (simulated && (await openRegister(runtime).findBusiness(abn)) === undefined) {
    const day = dayOf(runtime.clock.now())
    await runtime.store.registerEntry.createMany({
      data: {
        abn,
        name: `Business ${abn} (external)`,
        entityType: 'Unknown',
        status: 'REGISTERED',
        statusFrom: day,
        state: 'ACT',
        postcode: '2600',
      },
      skipDuplicates: true,
    })
    runtime.signals.emit('business-changed', { abn })
  }
  const { name, entityType } = await requireRegistered(runtime, abn)
  const createdAt = new Date(runtime.clock.now())
  await runtime.store.business.createMany({ data: { abn, name, entityType, createdAt }, skipDuplicates: true })
}

async function keep(tx: Transaction, { clock, random }: Runtime, chain: ExternalChain): Promise<void> {
  const { abn, name, leaf, anchor } = chain
  const { now } = await lockBusiness(tx, clock, abn)
  const { count } = await tx.externalCredential.createMany({
    data: {
      id: uuid(random),
      abn,
      name,
      sha256Fingerprint: leaf.fingerprints.sha256,
      chain: chain.chain.map(({ der }) => writePem('CERTIFICATE', der)).join(''),
      anchorSubject: anchor.subject.text,
      anchorFingerprint: anchor.fingerprints.sha256,
      notAfter: new Date(leaf.notAfter),
      addedAt: new Date(clock.now()),
    },
    skipDuplicates: true,
  })
  if (count === 0) return
  await recordHistory(tx, {
    abn,
    at: now,
    category: 'CREDENTIAL',
    act: 'external-credential-trusted',
    actor: 'system',
    subject: { id: leaf.fingerprints.sha256, name },
    details: { serial: leaf.serial.hex, validTo: new Date(leaf.notAfter).toISOString() },
  })
}
