const ebms = 'http://docs.oasis-open.org/ebxml-msg/ebms/v3.0/ns/core/200704'

/** Namespaces of ebMS 3.0 and of its receipts. */
export const as4Namespaces = {
  /** With the slash at its end, as the schema has it. */
  eb: `${ebms}/`,
  /** Non-repudiation information: ebBP signals 2.0, which the AS4 profile takes over. */
  ebbp: 'http://docs.oasis-open.org/ebxml-bp/ebbp-signals-2.0',
} as const

/** The test service, which asks only whether messages arrive; ebMS 3.0 core section 5.2.2.8. */
export const pingService = { service: `${ebms}/service`, action: `${ebms}/test` } as const

/** The channel of messages that name none; ebMS 3.0 core section 3.4. */
export const defaultMpc = `${ebms}/defaultMPC`

/** `CompressionType` of a document that was compressed; AS4 profile section 3.1. */
export const gzipType = 'application/gzip'

/** Media types of a message without attachments, and with them. */
export const soapType = 'application/soap+xml'
export const multipartType = 'multipart/related'
