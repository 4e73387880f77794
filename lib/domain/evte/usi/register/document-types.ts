/** A document that the organisation itself looks at, because the verification service doesn't know its kind. */
export type NonDvsDocumentType = { readonly id: number; readonly name: string; readonly sortOrder: number }

/** The last one must be described in words. */
export const otherDocumentId = 99

export const nonDvsDocumentTypes: readonly NonDvsDocumentType[] = [
  'Foreign passport without a visa',
  'Proof of age card',
  'Student identity card',
  'Firearms licence',
  'Police identity certificate',
  'Letter from a school principal',
]
  .map((name, at) => ({ id: at + 1, name, sortOrder: (at + 1) * 10 }))
  .concat({ id: otherDocumentId, name: 'Other', sortOrder: 990 })
