import { second } from '../../../../core/clock.ts'
import { writeRecords } from '../../../../formats/as4/index.ts'
import type { AnswerDocument, Report, ReportInput } from './report.ts'
import { type EventItem, writeEvent } from './write-event.ts'

/** Service of the test reports. No real service has such a name. */
export const testService = 'urn:mandate:sbr2:test'

/** Answers larger than that are not kept; bytes. */
const largestEcho = 4 * 1024 * 1024

const echo: Report = {
  name: 'Echo',
  summary: 'Sends the documents back as they came.',
  run: (input) => ({ documents: echoOf(input) }),
}

const reject: Report = {
  name: 'Reject',
  summary: 'Answers with an error for each document, as a form with mistakes would be.',
  run: (input) => ({
    documents: [
      writeEvent(
        namesOf(input).map(({ name, record }) => ({
          code: 'MANDATE.TEST.REJECTED',
          severity: 'Error',
          short: 'The document was rejected.',
          detailed: `The document ${name} was rejected, because this report rejects everything.`,
          record,
        })),
      ),
    ],
  }),
}

const slow: Report = {
  name: 'Slow',
  summary: 'Sends the documents back late: after 5 seconds, or 20 seconds where the answer is collected.',
  run: (input) => ({ documents: echoOf(input), delay: { sync: 5 * second, async: 20 * second } }),
}

const notice: Report = {
  name: 'Notice',
  summary: 'Accepts the documents, and puts a notice into the channel for messages that nobody asked for.',
  run: (input) => ({
    documents: acknowledge(input),
    notice: [
      writeEvent([
        {
          code: 'MANDATE.TEST.NOTICE',
          severity: 'Information',
          short: 'This is a notice.',
          detailed: 'The report Notice asked for this message. It answers nothing.',
        },
      ]),
    ],
  }),
}

/** Stands for the forms of the agency: their content is not looked into. */
const form: Report = {
  name: 'Form',
  summary: 'Accepts the documents of any form without looking into them.',
  run: (input) => ({ documents: acknowledge(input) }),
}

/** Every report, in the order in which the documentation has them. */
export const testReports: readonly Report[] = [echo, reject, slow, notice]

/** The report that a message asks for; `undefined` where there is none. */
export function findReport(service: string, action: string): Report | undefined {
  if (service === testService) {
    const [, name] = /^([A-Za-z]+)(?:\.\d{3}\.\d{2})?$/.exec(action) ?? []
    return testReports.find((report) => report.name === name)
  }
  const isForm = /^http:\/\/sbr\.gov\.au\/ato\/[a-z0-9]{1,40}\/\d{4}$/.test(service)
  return isForm && /^[A-Z][A-Za-z]{1,40}\.\d{3}\.\d{2}$/.test(action) ? form : undefined
}

function echoOf({ documents, records }: ReportInput): AnswerDocument[] {
  const size = documents.reduce((sum, { bytes }) => sum + bytes.length, 0)
  if (size > largestEcho) {
    const detailed = `The documents have ${size} bytes; at most ${largestEcho} bytes are sent back.`
    return [
      writeEvent([{ code: 'MANDATE.TEST.TOOLARGE', severity: 'Warning', short: 'Too large to send back.', detailed }]),
    ]
  }
  return documents.map(({ properties, bytes }) => ({
    name: properties.get('DocumentName') ?? '',
    type: properties.get('DocumentType') ?? '',
    mime: properties.get('MimeType') ?? 'text/xml',
    bytes: records ? writeRecords(records) : bytes,
  }))
}

function acknowledge(input: ReportInput): AnswerDocument[] {
  const items = namesOf(input).map(
    ({ name, record }): EventItem => ({
      code: 'MANDATE.TEST.ACCEPTED',
      severity: 'Information',
      short: 'The document was accepted.',
      detailed: `The document ${name} was accepted. This simulator does not look into forms.`,
      record,
    }),
  )
  return [writeEvent(items)]
}

/** Events are told of so many documents at most. */
const mostEvents = 1_000

function namesOf({ documents, records }: ReportInput): { name: string; record?: string }[] {
  if (records) return records.slice(0, mostEvents).map(({ name, id }) => ({ name, record: id }))
  return documents.map(({ properties }) => ({ name: properties.get('DocumentName') ?? '' }))
}
