import type { Instant } from '../../../core/clock.ts'
import { type Random, uuid } from '../../../core/random.ts'
import type { BusinessDocument, BusinessMessage, MessageEventItem, SbdmOperation } from '../../../formats/sbdm/index.ts'
import { xml } from '../../../formats/xml/index.ts'

/** Message types that are rejected, so that software can see how that looks. */
const rejected = /^mandate\.reject\./i

/**
 * What the agency answers. Forms are not looked into; a message whose type begins with `mandate.reject.` is answered
 * with an error.
 *
 * @see docs/sbr.md, SBR1
 */
export function answerBusiness(
  operation: SbdmOperation,
  request: BusinessMessage,
  { now, random }: { now: Instant; random: Random },
): BusinessMessage {
  const { documents } = request
  const isRejected = rejected.test(request.type)
  const accepted = operation === 'lodge' && !isRejected
  return {
    type: request.type.replace(/\.request$/, '.response'),
    timestamps: [...request.timestamps, { at: now, source: 'SBRCore' }, { at: now, source: 'GovernmentAgency' }],
    sender: request.receiver ?? 'ato.gov.au',
    ...(accepted && { receipt: { id: uuid(random), at: now } }),
    ...(request.software && { software: request.software }),
    documents: isRejected ? [] : documentsFor(operation, documents),
    events: [isRejected ? rejection : answers[operation]],
  }
}

const answers: Readonly<Record<SbdmOperation, MessageEventItem>> = {
  list: information('LISTED', 'The list was made.', 'The list names the made-up reports of this simulator.'),
  prefill: information('PREFILLED', 'The form was filled in.', 'The document holds made-up values.'),
  prelodge: information('CHECKED', 'The report could be lodged.', 'This simulator does not look into forms.'),
  lodge: information('LODGED', 'The report was lodged.', 'This simulator does not look into forms.'),
}

const rejection: MessageEventItem = {
  code: 'MANDATE.SBR1.REJECTED',
  severity: 'Error',
  short: 'The message was rejected.',
  detailed: 'Messages whose type begins with mandate.reject. are rejected here.',
}

function information(code: string, short: string, detailed: string): MessageEventItem {
  return { code: `MANDATE.SBR1.${code}`, severity: 'Information', short, detailed }
}

/** Lodging gives back what was named; the others bring a document. */
function documentsFor(operation: SbdmOperation, documents: readonly BusinessDocument[]): BusinessDocument[] {
  const named = documents.map(({ content: _, ...document }) => document)
  if (operation === 'lodge' || operation === 'prelodge') return named
  const validationUri = named[0]?.validationUri ?? 'urn:mandate:sbr1:test'
  const content =
    operation === 'list'
      ? xml`<Reports xmlns="urn:mandate:sbr1:test"><Report>Test report</Report></Reports>`
      : xml`<Report xmlns="urn:mandate:sbr1:test"><Name>Test report</Name><Amount>100</Amount></Report>`
  return [{ sequence: 1, validationUri, content: content.markup }]
}
