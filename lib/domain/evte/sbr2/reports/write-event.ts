import { utf8 } from '../../../../core/bytes.ts'
import { xml } from '../../../../formats/xml/index.ts'
import type { AnswerDocument } from './report.ts'

/** One thing that the agency says about a message. */
export type EventItem = {
  code: string
  severity: 'Error' | 'Warning' | 'Information'
  short: string
  detailed: string
  /** DocumentID of the record that it is about. */
  record?: string
}

/**
 * The document in which the agency says what came of a message.
 *
 * @see docs/sbr.md, Events
 */
export function writeEvent(items: readonly EventItem[]): AnswerDocument {
  const worst = (['Error', 'Warning', 'Information'] as const).find((one) =>
    items.some((item) => item.severity === one),
  )
  const event = xml`<Event xmlns="http://sbr.gov.au/comn/event.02.data"><MaximumSeverity.Code>${worst}</MaximumSeverity.Code><EventItems>${items.map(({ code, severity, short, detailed, record }) => xml`<EventItem><Error.Code>${code}</Error.Code><Severity.Code>${severity}</Severity.Code><Short.Description>${short}</Short.Description><Detailed.Description>${detailed}</Detailed.Description>${record === undefined ? undefined : xml`<Locations><Location><Location.Instance.Identifier>${record}</Location.Instance.Identifier></Location></Locations>`}</EventItem>`)}</EventItems></Event>`
  return { name: 'EVENT', type: 'BASE', mime: 'text/xml', bytes: utf8(event.markup) }
}
