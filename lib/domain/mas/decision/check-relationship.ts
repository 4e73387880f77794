import type { Abn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import type { SoftwareId } from '../../../core/software-id.ts'
import type { Relationship } from '../../../formats/wstrust/index.ts'
import type { RelyingParty } from '../relying-parties/relying-party.ts'
import type { TraceRecorder } from '../trace/trace-recorder.ts'
import type { Sender } from './check-credential.ts'
import type { DecisionPorts } from './ports.ts'

/**
 * The line of authority: for whom the token will speak. Without a relationship, the business of the credential; with
 * one, the client that has accepted the provider and its software ID for this service.
 *
 * @returns the client; `undefined` where the business speaks for itself
 * @throws MandateError `mas.act-as-first-party`, `mas.act-as-not-offered`, `mas.act-as-not-notified`
 * @see docs/wire-formats.md, Cloud software
 */
export async function checkRelationship(
  relationship: Relationship | undefined,
  { credential }: Sender,
  { party, address, ports }: { party: RelyingParty; address: string; ports: DecisionPorts },
  trace: TraceRecorder,
): Promise<{ abn: Abn; softwareId: SoftwareId } | undefined> {
  if (!relationship) {
    trace.pass(`The business ${credential.abn} speaks for itself, by its credential "${credential.name}".`)
    return undefined
  }
  const { provider, client, softwareId } = relationship
  if (provider !== credential.abn) {
    throw new MandateError('mas.act-as-first-party', { first: provider, signer: credential.abn })
  }
  if (party.serviceId === undefined)
    throw new MandateError('mas.act-as-not-offered', { address: address.slice(0, 200) })
  const decision = await ports.decideRelationship({
    clientAbn: client,
    providerAbn: provider,
    softwareId,
    serviceId: party.serviceId,
  })
  if (!decision.allowed) {
    const why = decision.sentence.replace(/\.$/, '')
    throw new MandateError('mas.act-as-not-notified', { client, provider, software: softwareId, why })
  }
  trace.pass(
    `The business ${client} has accepted that ${provider} acts for it, by the credential "${credential.name}".`,
    {
      client,
      provider,
      softwareId,
      service: party.serviceId,
      notification: decision.notificationId,
      from: decision.startDate,
      until: decision.endDate ?? 'no end date',
    },
  )
  return { abn: client, softwareId }
}
