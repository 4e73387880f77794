import { utf8 } from '../../../core/bytes.ts'
import { xml } from '../../xml/index.ts'
import type { BulkRecord } from './records.ts'

/**
 * Writes documents into one attachment, each after its delimiter.
 *
 * @see docs/wire-formats.md, SBR2: bulk
 */
export function writeRecords(records: readonly BulkRecord[]): Uint8Array {
  const text = records.map(({ id, name, type, relatedId, content }) => {
    const delimiter = xml`<Record_Delimiter DocumentID="${id}" DocumentType="${type}" DocumentName="${name}" RelatedDocumentID="${relatedId}"/>`
    return `${delimiter.markup}\n${content}\n`
  })
  return utf8(text.join(''))
}
