import type { z } from 'zod'
import type { Transaction } from '../../../platform/store/open.ts'
import type { UseCaseContext } from '../../context.ts'
import { invalidInput } from '../../parse-input.ts'
import { differences, operate, refuseUnseen } from '../operate.ts'
import { readPartyCertificate, type SaveRelyingPartyInput, saveRelyingPartyInput } from './party-input.ts'
import { isSimulated, partyInWords, toPartyView } from './party-view.ts'

/**
 * Registers a service that accepts our tokens, or changes one. The token service follows at once; other processes
 * within seconds. Of a party that the sandbox plays itself, the certificate stays as it is.
 *
 * @throws MandateError `common.not-found`, `common.changed-meanwhile`, `common.invalid-input` also where the id, an
 *   address or the certificate belongs to another one
 */
export async function saveRelyingParty(context: UseCaseContext, input: SaveRelyingPartyInput): Promise<{ id: string }> {
  const { runtime } = context
  const form = { act: 'save-relying-party', schema: saveRelyingPartyInput, input }
  const saved = await operate(context, form, async (asked, { tx, record }) => {
    const { id, version: seen } = asked
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('mandate/relying-parties'))`
    const before = await tx.relyingParty.findUnique({ where: { id }, include: { addresses: true } })
    await refuseUnseen(tx, before, { seen, taken: 'Another relying party has this id.' })
    const keepsCertificate = before !== null && isSimulated(id, runtime.settings)
    const certificate = keepsCertificate
      ? Uint8Array.from(before.certificate)
      : certificateOf(readPartyCertificate(asked.certificate, runtime.clock.now()))
    await refuseTaken(tx, asked, certificate)
    const facts = {
      name: asked.name,
      certificate,
      keyTypes: asked.keyTypes,
      defaultLifetimeSeconds: asked.defaultMinutes * 60,
      maximumLifetimeSeconds: asked.maximumMinutes * 60,
      serviceId: asked.serviceId ?? null,
    }
    await tx.relyingParty.upsert({
      where: { id },
      create: { id, ...facts },
      update: { ...facts, version: { increment: 1 } },
    })
    await tx.relyingPartyAddress.deleteMany({ where: { relyingPartyId: id } })
    await tx.relyingPartyAddress.createMany({
      data: asked.addresses.map((address) => ({ address, relyingPartyId: id })),
    })
    const after = await tx.relyingParty.findUniqueOrThrow({ where: { id }, include: { addresses: true } })
    const words = partyInWords(toPartyView(after, runtime.settings))
    const changed = differences(before ? partyInWords(toPartyView(before, runtime.settings)) : {}, words)
    await record({
      act: before === null ? 'relying-party-registered' : 'relying-party-changed',
      subject: { id, name: asked.name },
      details: { version: after.version, changed },
    })
    return { id }
  })
  runtime.signals.emit('relying-parties-changed', {})
  return saved
}

function certificateOf(read: ReturnType<typeof readPartyCertificate>): Uint8Array<ArrayBuffer> {
  if (typeof read === 'string') throw invalidInput({ certificate: read })
  return Uint8Array.from(read.der)
}

/** An address, a certificate and a service of the catalogue must each lead to one party. */
async function refuseTaken(
  tx: Transaction,
  { id, addresses, serviceId }: z.output<typeof saveRelyingPartyInput>,
  certificate: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const fields: Record<string, string> = {}
  const taken = await tx.relyingPartyAddress.findFirst({
    where: { address: { in: addresses }, relyingPartyId: { not: id } },
    include: { relyingParty: true },
  })
  if (taken !== null) fields.addresses = `${taken.address} belongs to ${taken.relyingParty.name}.`
  const twin = await tx.relyingParty.findFirst({ where: { certificate, id: { not: id } } })
  if (twin !== null) fields.certificate = `${twin.name} has this certificate. Each service needs its own key.`
  if (serviceId !== undefined && (await tx.agencyService.findUnique({ where: { id: serviceId } })) === null) {
    fields.serviceId = 'Choose a service of the list.'
  }
  if (Object.keys(fields).length > 0) throw invalidInput(fields)
}
