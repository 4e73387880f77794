import { defineErrors } from './define.ts'

/**
 * Errors of AS4 messages as such. `event` is the ebMS error code: ebMS 3.0 core section 6.7, AS4 profile section 4.
 */
export const as4Errors = defineErrors({
  'as4.content-type': {
    status: 400,
    event: 'EBMS:0007',
    title: 'The content type is not that of a message',
    happened: 'The Content-Type of the request is "{found}".',
    remedy:
      'Send application/soap+xml for a message without attachments, or multipart/related with type="application/soap+xml" and its boundary.',
  },
  'as4.mime-malformed': {
    status: 400,
    event: 'EBMS:0007',
    title: 'The parts of the message cannot be told apart',
    happened: 'The multipart/related body is broken: {problem}.',
    remedy:
      'Write each part as RFC 2046 says: CRLF, two hyphens and the boundary, CRLF, headers, an empty line, content; and at the end the boundary with two hyphens after it.',
  },
  'as4.too-many-parts': {
    status: 400,
    event: 'EBMS:0007',
    title: 'There are too many parts',
    happened: 'The message has more than {limit} attachments.',
    remedy: 'Send fewer documents in one message, or use the bulk service with one attachment.',
  },
  'as4.part-header': {
    status: 400,
    event: 'EBMS:0007',
    title: 'The headers of a part are not right',
    happened: 'The headers of part {part} cannot be used: {problem}.',
    remedy:
      'Give each attachment one Content-Type, one Content-ID in angle brackets, and Content-Transfer-Encoding: binary.',
  },
  'as4.content-id-repeated': {
    status: 400,
    event: 'EBMS:0007',
    title: 'Two parts have the same Content-ID',
    happened: 'The Content-ID "{id}" is there more than once.',
    remedy: 'Give each part a Content-ID of its own.',
  },
  'as4.decompression': {
    status: 400,
    event: 'EBMS:0303',
    title: 'An attachment cannot be unpacked',
    happened: 'The attachment "{part}" says that it is compressed with gzip, but it cannot be unpacked: {problem}.',
    remedy: 'Compress the document with gzip (RFC 1952) before you sign, and send just those bytes.',
  },
  'as4.unpacked-too-large': {
    status: 400,
    event: 'EBMS:0303',
    title: 'The documents are too large',
    happened: 'Unpacked, the attachments of the message are larger than the limit of {limit}.',
    remedy: 'Send the documents in several messages.',
  },
  'as4.messaging-malformed': {
    status: 400,
    event: 'EBMS:0009',
    title: 'The ebMS header is not right',
    happened: 'The eb:Messaging header cannot be used: {problem}.',
    remedy: 'Write the header as ebMS 3.0 core, section 5.2, says.',
  },
  'as4.records-malformed': {
    status: 400,
    event: 'EBMS:0004',
    title: 'The records cannot be told apart',
    happened: 'The attachment with the records is not right: {problem}.',
    remedy:
      'Put a Record_Delimiter before each document, with DocumentID, DocumentName, DocumentType PARENT or CHILD, and RelatedDocumentID.',
  },
  'as4.part-not-signed': {
    status: 400,
    event: 'EBMS:0103',
    title: 'A part of the message is not signed',
    happened: 'The signature does not cover {part}.',
    remedy: 'Sign eb:Messaging, the token, the Body and every attachment: one ds:Reference for each.',
  },
  'as4.signed-part-elsewhere': {
    status: 400,
    event: 'EBMS:0103',
    title: 'A signed part stands in the wrong place',
    happened: 'The signature covers {element}, but not in the place from which this service reads it.',
    remedy: 'Sign the parts where they stand in the message.',
  },
  'as4.part-mismatch': {
    status: 400,
    event: 'EBMS:0007',
    title: 'Header and attachments do not agree',
    happened: '{problem}.',
    remedy: 'Name each attachment by one PartInfo with href="cid:" and its Content-ID.',
  },
})
