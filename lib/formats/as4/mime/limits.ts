/** What is accepted of a message at most. Every bound has its own refusal. */
export type As4Limits = {
  /** Characters of the Content-Type of the whole message. */
  contentType: number
  /** Attachments, the SOAP part not counted. */
  attachments: number
  /** Bytes of the headers of one part. */
  partHeaders: number
  /** Bytes of all documents together once they are unpacked. */
  unpacked: number
}

/** Limits for a message from outside. */
export const as4Limits: As4Limits = {
  contentType: 1_024,
  attachments: 32,
  partHeaders: 4_096,
  unpacked: 32 * 1024 * 1024,
}
