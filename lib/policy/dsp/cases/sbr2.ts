import type { ErrorCode } from '../../../core/errors/index.ts'
import type { ConformanceCase } from './case.ts'
import { badPassword, getToken, keepToken } from './common.ts'
import { expired, played, withCredentials, wrongAudience } from './sbr-common.ts'

const send = 'npx mandate sbr send --keystore {keystore} --action Echo --file report.xml'

type About = Pick<ConformanceCase, 'id' | 'title' | 'why'> & { text: string; command: string }

/** A message that SBR2 takes. */
function taken({
  text,
  command,
  facts,
  least,
  ...about
}: About & { facts: Readonly<Record<string, string>>; least?: Readonly<Record<string, number>> }): ConformanceCase {
  const sign = { seen: 'call', outcome: 'ACCEPTED', facts, ...(least && { least }) } as const
  return { ...about, steps: [{ text, command }], sign }
}

/** A message that SBR2 refuses with an Error signal. */
function refused({ text, command, codes, ...about }: About & { codes: readonly ErrorCode[] }): ConformanceCase {
  return { ...about, steps: [{ text, command }], sign: { seen: 'call', outcome: 'REFUSED', codes } }
}

/** Conformance cases of the SBR2 environment (ebMS3, AS4). */
export const sbr2Cases: readonly ConformanceCase[] = [
  getToken('{sbrServices}', 'sbr'),
  taken({
    id: 'ping',
    title: 'Ask whether messages arrive',
    why: 'A ping proves token, certificate and signature, and does nothing. It finds faults before real work does.',
    text: 'Have your software send the test service and action of ebMS 3.0 to {sbrServices}/Single-sync.',
    command: 'npx mandate sbr ping --keystore {keystore}',
    facts: { exchange: 'ping' },
  }),
  taken({
    id: 'single-sync',
    title: 'Send a message and get its answer at once',
    why: 'The plain exchange: header, token, signature and attachment have to be right.',
    text: 'Have your software send one document to {sbrServices}/Single-sync.',
    command: `${send} --mode sync`,
    facts: { endpoint: 'Single-sync', exchange: 'push' },
  }),
  taken({
    id: 'gzip',
    title: 'Compress the documents',
    why: 'Documents travel compressed. What is signed is the compressed attachment, not the document.',
    text: 'Have your software compress a document with gzip, say so with CompressionType, sign the attachment as it travels, and send it.',
    command: send,
    facts: {},
    least: { compressed: 1 },
  }),
  taken({
    id: 'single-async-push',
    title: 'Send a message whose answer comes later',
    why: 'Long work is answered with a receipt first, which your software has to keep.',
    text: 'Have your software push one document to {sbrServices}/Single-async.',
    command: `${send} --mode async`,
    facts: { endpoint: 'Single-async', exchange: 'push' },
  }),
  {
    id: 'receipt-kept',
    title: 'Keep the receipt of a message',
    why: 'The digests in a receipt are the proof that this very message arrived. What your software keeps, no service can see, so you say it yourself.',
    steps: [
      { text: 'Push a message and read its receipt: there is a ds:Reference for each part that you signed.' },
      { text: 'Your software must compare these digests with those that it signed, and say so where one differs.' },
      { text: 'It must keep the receipt with the message. Write down below where, and for how long.' },
    ],
    sign: { told: 'Where does your software keep receipts, and what does it compare?' },
  },
  taken({
    id: 'single-async-pull',
    title: 'Collect an answer',
    why: 'An answer waits until somebody pulls it.',
    text: 'Have your software pull the answer from {sbrServices}/Single-async.',
    command: 'npx mandate sbr pull --keystore {keystore}',
    facts: { endpoint: 'Single-async', exchange: 'pull' },
  }),
  taken({
    id: 'receipt-sent',
    title: 'Send a receipt for what you collected',
    why: 'With the digests of the answer, your receipt proves to the agency what you have.',
    text: 'Have your software answer what it pulled with a Receipt signal that repeats each ds:Reference of the answer.',
    command: 'npx mandate sbr pull --keystore {keystore}',
    facts: { proof: 'complete' },
  }),
  taken({
    id: 'bulk-push',
    title: 'Send many documents at once',
    why: 'A bulk message holds records with delimiters, and its answer is collected.',
    text: 'Have your software push one attachment with two records or more, a Record_Delimiter before each, to {sbrServices}/BulkBatch-async-push.',
    command: played('sbr2', 'bulk-push'),
    facts: {},
    least: { records: 2 },
  }),
  taken({
    id: 'bulk-pull',
    title: 'Collect the answer to a bulk message',
    why: 'It says for each record what came of it, by its DocumentID.',
    text: 'Have your software pull the answer from {sbrServices}/BulkBatch-async-pull.',
    command: 'npx mandate sbr pull --keystore {keystore} --from bulk',
    facts: { endpoint: 'BulkBatch-async-pull', exchange: 'pull' },
  }),
  keepToken(
    'Have your software send two messages one after the other, without asking for a new token.',
    played('sbr2', 'keep-token'),
  ),
  taken({
    id: 'rejected',
    title: 'Read a report about mistakes',
    why: 'A message can be taken and its documents be refused. Your software must show the errors of the agency.',
    text: 'Have your software send a document with the action Reject. The answer is an event with an error for each document, which your software must show.',
    command: 'npx mandate sbr send --keystore {keystore} --action Reject --file report.xml',
    facts: { report: 'Reject' },
  }),
  refused({
    id: 'unknown-service',
    title: 'Ask for a report that is not there',
    why: 'An Error signal is an answer of its own kind. Your software has to read it.',
    text: 'Have your software send a message with a service and an action that nobody has.',
    command: 'npx mandate sbr send --keystore {keystore} --service urn:nobody --action Nothing --file report.xml',
    codes: ['sbr.service-unknown'],
  }),
  refused({
    id: 'not-gzip',
    title: 'Send an attachment that is not what it says',
    why: 'EBMS:0303 says that a document cannot be unpacked. It will not be better the next time.',
    text: 'Have your software say that an attachment is gzip, and send it uncompressed. It must show the error and must not send the message again as it is.',
    command: played('sbr2', 'not-gzip'),
    codes: ['as4.decompression'],
  }),
  refused({
    id: 'tampered',
    title: 'Send an attachment that was changed after signing',
    why: 'What was changed on the way must be refused, and your software must sign a new message.',
    text: 'Have your software sign a message, change a byte of its attachment, and send it. It must be refused.',
    command: played('sbr2', 'tampered'),
    codes: ['xmldsig.digest-mismatch'],
  }),
  refused({
    id: 'unsigned-attachment',
    title: 'Send an attachment that is not signed',
    why: 'An attachment outside the signature could be put in by anybody.',
    text: 'Have your software add an attachment after signing, and send the message. It must be refused.',
    command: played('sbr2', 'unsigned-attachment'),
    codes: ['as4.part-not-signed'],
  }),
  expired(played('sbr2', 'expired')),
  wrongAudience(played('sbr2', 'wrong-audience')),
  ...withCredentials,
  refused({
    id: 'revoked-later',
    title: 'Use a token whose credential was revoked',
    why: 'A token outlives its credential by minutes. SBR2 looks at the credential with each message, and your software must say that a new one is needed.',
    text: 'Get a token with a credential of the product, revoke the credential in the portal, and send a message with the token.',
    command: played('sbr2', 'revoked-later'),
    codes: ['mas.credential-revoked'],
  }),
  badPassword,
]
