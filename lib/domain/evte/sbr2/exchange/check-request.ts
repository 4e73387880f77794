import { MandateError } from '../../../../core/errors/index.ts'
import { type As4Document, type BulkRecord, readRecords, type UserMessage } from '../../../../formats/as4/index.ts'

const wanted = ['ProductID', 'BMS Vendor', 'BMS Name', 'BMS Version']

/**
 * Checks that the software says what it is.
 *
 * @throws MandateError `sbr.property-missing`
 */
export function checkProperties({ properties }: UserMessage): void {
  const missing = wanted.filter((name) => !properties.get(name))
  if (missing.length > 0) throw new MandateError('sbr.property-missing', { names: missing.join(', ') })
}

/**
 * Checks how the documents are described, and takes a bulk attachment apart.
 *
 * @returns the records of a bulk message, or `several` where it has more than its one attachment
 * @throws MandateError `sbr.part-property`, `as4.part-mismatch`, `as4.records-malformed`
 */
export function checkDocuments(documents: readonly As4Document[], bulk: boolean): BulkRecord[] | 'several' | undefined {
  const [first] = documents
  if (!first) throw new MandateError('as4.part-mismatch', { problem: 'The message has no document' })
  for (const { contentId, properties } of documents) {
    for (const [name, allowed] of described) {
      const value = properties.get(name) ?? ''
      if (allowed.test(value)) continue
      const problem = value === '' ? 'is missing' : `cannot be "${value.slice(0, 60)}"`
      throw new MandateError('sbr.part-property', { name, part: contentId.slice(0, 120), problem })
    }
  }
  if (!bulk) return undefined
  return documents.length > 1 ? 'several' : readRecords(first.bytes)
}

const described: readonly [string, RegExp][] = [
  ['PartID', /^\S.{0,254}$/],
  ['MimeType', /^[\w.+-]+\/[\w.+-]+(;.{0,100})?$/],
  ['DocumentName', /^\S.{0,99}$/],
  ['DocumentType', /^[A-Z][A-Z_]{1,39}$/],
]
