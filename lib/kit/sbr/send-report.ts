import { systemRandom, uuid } from '../../core/random.ts'
import { type DocumentToWrite, pingService, type ReceiptReference } from '../../formats/as4/index.ts'
import { exchange, newMessage, type SbrAnswer, type SbrOptions } from './exchange.ts'
import { agency, businessParty } from './parties.ts'

/** A report to send. */
export type SbrReport = {
  service: string
  action: string
  documents: readonly DocumentToWrite[]
  /** How the answer comes: in the same exchange, to be pulled, or to be pulled for one attachment with many records. */
  mode: 'sync' | 'async' | 'bulk'
  /** What the software says about itself. */
  software: { productId: string; vendor: string; name: string; version: string }
  conversationId?: string
}

const endpoints = { sync: 'Single-sync', async: 'Single-async', bulk: 'BulkBatch-async-push' } as const

/**
 * Sends a report to SBR2. Keep the `messageId`: the answer is asked for by it.
 *
 * @throws MandateError `kit.refused` with the ebMS code as `event`; `kit.*` for the way there
 * @example
 * const token = await requestSbrToken({ credential })
 * const document = { bytes, name: 'AS', type: 'BASE', mime: 'text/xml' }
 * const { messageId } = await sendReport(
 *   { service: 'urn:mandate:sbr2:test', action: 'Echo', mode: 'sync', documents: [document], software },
 *   { credential, token },
 * )
 */
export async function sendReport(
  report: SbrReport,
  options: SbrOptions,
): Promise<{ messageId: string; answer: SbrAnswer }> {
  const unit = reportUnit(report, options)
  const answer = await exchange(endpoints[report.mode], unit, report.documents, options)
  return { messageId: unit.messageId, answer }
}

/** The header of a report, with what the software says about itself. */
export function reportUnit(report: SbrReport, options: SbrOptions) {
  const { productId, vendor, name, version } = report.software
  const properties = new Map([
    ['ProductID', productId],
    ['BMS Vendor', vendor],
    ['BMS Name', name],
    ['BMS Version', version],
  ])
  return { ...unitFor(report, options), properties }
}

/**
 * Asks SBR2 only whether messages arrive: everything is checked, nothing is done.
 *
 * @returns the digests of what arrived, which are those of what was signed
 * @throws MandateError `kit.refused`, `kit.*`
 */
export async function pingSbr(
  options: SbrOptions,
): Promise<{ messageId: string; references: readonly ReceiptReference[]; trace: string | undefined }> {
  const unit = unitFor(pingService, options)
  const answer = await exchange('Single-sync', unit, [], options)
  const references = answer.kind === 'receipt' ? answer.references : []
  return { messageId: unit.messageId, references, trace: answer.trace }
}

function unitFor(
  { service, action, conversationId }: Pick<SbrReport, 'service' | 'action' | 'conversationId'>,
  options: SbrOptions,
) {
  return {
    kind: 'user' as const,
    ...newMessage(options),
    from: businessParty(options.token.abn),
    to: agency,
    service,
    action,
    conversationId: conversationId ?? uuid(options.random ?? systemRandom),
    properties: new Map<string, string>(),
  }
}
