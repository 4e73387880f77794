import { z } from 'zod'
import {
  type Capacity,
  type CapacityId,
  capacities,
  capacityOf,
  type EvidenceKind,
  evidenceKinds,
} from '../../../../policy/linking.ts'
import { invalidInput, parseInput } from '../../../parse-input.ts'

const kinds = Object.keys(evidenceKinds) as [EvidenceKind, ...EvidenceKind[]]

/** A document and what it shows. Copies of identity documents and tax file numbers are not wanted. */
export const evidenceItem = z.object({
  kind: z.enum(kinds, { error: 'Choose the kind of document.' }),
  reference: z
    .string()
    .trim()
    .min(1, { error: 'Enter where the document can be found: a number, a date, or a web address.' })
    .max(200, { error: 'Use 200 characters at most.' }),
  note: z.string().trim().max(1000, { error: 'Use 1,000 characters at most.' }).default(''),
})

/** What a person says they are to the business, and what shows it. */
export const evidenceFields = {
  capacity: z.enum(capacities.map(({ id }) => id) as [CapacityId, ...CapacityId[]], {
    error: 'Choose what you are to the business.',
  }),
  evidence: z
    .array(evidenceItem)
    .min(1, { error: 'Name at least one document.' })
    .max(10, { error: 'Name 10 documents at most.' }),
}
export const checkEvidenceInput = z.object(evidenceFields)
export type CheckEvidenceInput = z.input<typeof checkEvidenceInput>

/**
 * Judges the evidence page of a request for assisted linking, before the request is sent.
 *
 * @throws MandateError `common.invalid-input`
 */
export function checkEvidence(input: CheckEvidenceInput): Capacity {
  return judgeEvidence(parseInput(checkEvidenceInput, input))
}

/** The capacity that the evidence can show; one document at least has to be of a kind that shows it. */
export function judgeEvidence({ capacity, evidence }: z.output<typeof checkEvidenceInput>): Capacity {
  const claimed = capacityOf(capacity) as Capacity
  if (!evidence.some(({ kind }) => kind === 'other' || claimed.evidence.includes(kind))) {
    const wanted = claimed.evidence.map((kind) => evidenceKinds[kind]).join('; ')
    throw invalidInput({ evidence: `Name one of these: ${wanted}.` })
  }
  return claimed
}
