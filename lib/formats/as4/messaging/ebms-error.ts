/** One `eb:Error`. */
export type EbmsError = {
  /** `EBMS:0006` and its like. */
  readonly code: string
  readonly severity: 'failure' | 'warning'
  readonly category: string
  readonly shortDescription: string
  readonly refToMessageInError?: string
  readonly description?: string
  readonly detail?: string
}

/** What each code means: ebMS 3.0 core section 6.7, AS4 profile section 4. */
export const ebmsErrors: Readonly<Record<string, Pick<EbmsError, 'severity' | 'category' | 'shortDescription'>>> = {
  'EBMS:0001': { shortDescription: 'ValueNotRecognized', severity: 'failure', category: 'Content' },
  'EBMS:0002': { shortDescription: 'FeatureNotSupported', severity: 'warning', category: 'Content' },
  'EBMS:0003': { shortDescription: 'ValueInconsistent', severity: 'failure', category: 'Content' },
  'EBMS:0004': { shortDescription: 'Other', severity: 'failure', category: 'Content' },
  'EBMS:0005': { shortDescription: 'ConnectionFailure', severity: 'failure', category: 'Communication' },
  'EBMS:0006': { shortDescription: 'EmptyMessagePartitionChannel', severity: 'warning', category: 'Communication' },
  'EBMS:0007': { shortDescription: 'MimeInconsistency', severity: 'failure', category: 'Unpackaging' },
  'EBMS:0008': { shortDescription: 'FeatureNotSupported', severity: 'failure', category: 'Unpackaging' },
  'EBMS:0009': { shortDescription: 'InvalidHeader', severity: 'failure', category: 'Unpackaging' },
  'EBMS:0010': { shortDescription: 'ProcessingModeMismatch', severity: 'failure', category: 'Processing' },
  'EBMS:0101': { shortDescription: 'FailedAuthentication', severity: 'failure', category: 'Processing' },
  'EBMS:0102': { shortDescription: 'FailedDecryption', severity: 'failure', category: 'Processing' },
  'EBMS:0103': { shortDescription: 'PolicyNoncompliance', severity: 'failure', category: 'Processing' },
  'EBMS:0301': { shortDescription: 'MissingReceipt', severity: 'failure', category: 'Communication' },
  'EBMS:0302': { shortDescription: 'InvalidReceipt', severity: 'failure', category: 'Communication' },
  'EBMS:0303': { shortDescription: 'DecompressionFailure', severity: 'failure', category: 'Communication' },
}
