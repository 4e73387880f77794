/** One document of a bulk attachment, with what its delimiter says. */
export type BulkRecord = {
  /** `DocumentID`, unique in the attachment. */
  readonly id: string
  /** `DocumentName`. */
  readonly name: string
  readonly type: 'PARENT' | 'CHILD'
  /** `RelatedDocumentID`: the parent of a child; empty for a parent. */
  readonly relatedId: string
  /** Markup of the document. */
  readonly content: string
}

/** Records in one attachment at most. */
export const mostRecords = 10_000
