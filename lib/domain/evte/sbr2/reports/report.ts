import type { As4Document, BulkRecord } from '../../../../formats/as4/index.ts'

/** A document of an answer. */
export type AnswerDocument = { name: string; type: string; mime: string; bytes: Uint8Array }

/** What a report is given. */
export type ReportInput = {
  documents: readonly As4Document[]
  /** The records of a bulk attachment. */
  records: readonly BulkRecord[] | undefined
}

/** What comes of a report. */
export type ReportOutcome = {
  documents: readonly AnswerDocument[]
  /** How long the answer is held back, ms: in the same exchange, and where it is collected later. */
  delay?: { sync: number; async: number }
  /** A message that comes to the business unasked, in the channel for such messages. */
  notice?: readonly AnswerDocument[]
}

/** One report of the catalogue. */
export type Report = {
  readonly name: string
  /** One sentence for people. */
  readonly summary: string
  run(input: ReportInput): ReportOutcome
}
