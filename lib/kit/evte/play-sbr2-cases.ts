import { utf8 } from '../../core/bytes.ts'
import { type Clock, hour, type Instant, systemClock } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { type DocumentToWrite, type WrittenMessage, writeRecords } from '../../formats/as4/index.ts'
import { endpointAt, usualPaths } from '../http/address.ts'
import type { KitCredential } from '../keystore/credential.ts'
import { readAnswer, type SbrAnswer, type SbrOptions, sbrPath, sendWritten, write } from '../sbr/exchange.ts'
import { pullReport } from '../sbr/pull-report.ts'
import { pingSbr, reportUnit, type SbrReport, sendReport } from '../sbr/send-report.ts'
import { requestSbrToken } from '../sbr/token-for-sbr.ts'
import { type KitToken, requestToken } from '../token/request-token.ts'
import { expectAnswer, expectRefusal, type PlayedCase, type Players, play } from './play.ts'
import {
  anotherCredential,
  type CaseOptions,
  originOf,
  revoke,
  tokenCases,
  tokenPlayers,
  toolsOf,
} from './token-cases.ts'

/** The cases that the kit can play; a person tells those about the password and about receipts. */
export const playableSbr2Cases = [
  ...tokenCases,
  'ping',
  'single-sync',
  'gzip',
  'single-async-push',
  'single-async-pull',
  'receipt-sent',
  'bulk-push',
  'bulk-pull',
  'keep-token',
  'rejected',
  'unknown-service',
  'not-gzip',
  'tampered',
  'unsigned-attachment',
  'expired',
  'wrong-audience',
  'revoked-later',
] as const
export type PlayableSbr2Case = (typeof playableSbr2Cases)[number]

/**
 * Plays conformance cases of the SBR2 environment with one credential: what a vendor's software has to do, done by the
 * kit.
 *
 * @param told is given each case as soon as it was played
 */
export async function playSbr2Cases(
  cases: readonly PlayableSbr2Case[],
  options: CaseOptions,
  told?: (played: PlayedCase<PlayableSbr2Case>) => void,
): Promise<PlayedCase<PlayableSbr2Case>[]> {
  return await play(cases, sbr2Players(options), told)
}

const testReports = 'urn:mandate:sbr2:test'

function sbr2Players(options: CaseOptions): Players<PlayableSbr2Case> {
  const { credential, clock = systemClock } = options
  const services = `${originOf(options.endpoint)}${sbrPath}`
  const tokenOf = (holder: KitCredential, appliesTo: string) =>
    requestSbrToken({ credential: holder, appliesTo, ...toolsOf(options) })
  const ready = async (): Promise<SbrOptions> => withToken(options, await tokenOf(credential, services))
  const sent = async (changes: Partial<SbrReport> = {}) => await sendReport(report(changes), await ready())
  const pulled = async (mode: 'async' | 'bulk', documents = [plain()]) => {
    const holder = await ready()
    const { messageId } = await sendReport(report({ mode, documents }), holder)
    const answer = await pullReport({ messageId, from: mode }, holder)
    if (answer === undefined) throw nothingThere(services)
    return answer.trace
  }
  const changed = async (change: (message: WrittenMessage) => WrittenMessage) =>
    (await sendChanged(change, await ready())).trace
  return {
    ...tokenPlayers(options, services, tokenOf),
    ping: () => expectAnswer(async () => (await pingSbr(await ready())).trace),
    'single-sync': () => expectAnswer(async () => (await sent()).answer.trace),
    gzip: () => expectAnswer(async () => (await sent({ documents: [plain(), plain('<AS>2</AS>')] })).answer.trace),
    'single-async-push': () => expectAnswer(async () => (await sent({ mode: 'async' })).answer.trace),
    'single-async-pull': () => expectAnswer(() => pulled('async')),
    'receipt-sent': () => expectAnswer(() => pulled('async')),
    'bulk-push': () => expectAnswer(async () => (await sent({ mode: 'bulk', documents: [bulk()] })).answer.trace),
    'bulk-pull': () => expectAnswer(() => pulled('bulk', [bulk()])),
    'keep-token': () =>
      expectAnswer(async () => {
        const kept = await ready()
        await pingSbr(kept)
        return (await pingSbr(kept)).trace
      }),
    rejected: () => expectAnswer(async () => (await sent({ action: 'Reject' })).answer.trace),
    'unknown-service': () =>
      expectRefusal(['EBMS:0001'], async () => (await sent({ service: 'urn:nobody', action: 'Nothing' })).answer.trace),
    'not-gzip': () =>
      expectRefusal(
        ['EBMS:0303'],
        async () => (await sent({ documents: [{ ...plain(), travels: plain().bytes }] })).answer.trace,
      ),
    tampered: () => expectRefusal(['EBMS:0101'], () => changed(tamper)),
    'unsigned-attachment': () => expectRefusal(['EBMS:0103'], () => changed(addAttachment)),
    expired: () =>
      expectRefusal(['EBMS:0009'], async () => {
        const late: Clock = { now: () => (clock.now() - 13 * hour) as Instant }
        return (await pingSbr({ ...(await ready()), clock: late })).trace
      }),
    'wrong-audience': () =>
      expectRefusal(['EBMS:0102', 'EBMS:0101'], async () => {
        const appliesTo = endpointAt(originOf(options.endpoint), usualPaths.usi)
        const foreign = await requestToken({ credential, appliesTo, ...toolsOf(options) })
        return (await pingSbr(withToken(options, foreign))).trace
      }),
    'revoked-later': () =>
      expectRefusal(['EBMS:0101'], async () => {
        const late = await anotherCredential(options, '-late')
        const token = await tokenOf(late, services)
        await revoke(late, options)
        return (await pingSbr(withToken({ ...options, credential: late }, token))).trace
      }),
  }
}

function withToken(options: CaseOptions, token: KitToken): SbrOptions {
  const { endpoint, ...tools } = toolsOf(options)
  return { credential: options.credential, token, services: `${originOf(endpoint)}${sbrPath}`, ...tools }
}

function report(changes: Partial<SbrReport> = {}): SbrReport {
  const software = { productId: '00000', vendor: 'Mandate', name: 'mandate kit', version: '1.0' }
  return { service: testReports, action: 'Echo', mode: 'sync', documents: [plain()], software, ...changes }
}

function plain(text = '<AS>1</AS>'): DocumentToWrite {
  return { bytes: utf8(text), name: 'AS', type: 'BASE', mime: 'text/xml' }
}

function bulk(): DocumentToWrite {
  const parent = { id: '1.1', name: 'PAYEVNT', type: 'PARENT', relatedId: '', content: '<P/>' } as const
  const child = { id: '1.2', name: 'PAYEVNTEMP', type: 'CHILD', relatedId: '1.1', content: '<C/>' } as const
  return { ...plain(), name: 'PAYEVNT', bytes: writeRecords([parent, child]) }
}

async function sendChanged(
  change: (message: WrittenMessage) => WrittenMessage,
  options: SbrOptions,
): Promise<SbrAnswer> {
  const { references, ...message } = write(reportUnit(report(), options), [plain()], options)
  const { answer, url } = await sendWritten('Single-sync', change(message), options)
  return readAnswer(answer, url, references)
}

/** Changes a byte of the last attachment. */
function tamper({ contentType, body }: WrittenMessage): WrittenMessage {
  const end = Buffer.from(body).lastIndexOf('\r\n--')
  return { contentType, body: body.map((byte, at) => (at === end - 1 ? byte ^ 1 : byte)) }
}

/** Puts in an attachment that the signature knows nothing of. */
function addAttachment({ contentType, body }: WrittenMessage): WrittenMessage {
  const bytes = Buffer.from(body)
  const end = bytes.lastIndexOf('\r\n--')
  const delimiter = bytes.subarray(end, -4)
  const head = '\r\nContent-Type: application/octet-stream\r\nContent-ID: <extra@mandate.invalid>\r\n\r\nextra'
  return {
    contentType,
    body: Buffer.concat([bytes.subarray(0, end), delimiter, Buffer.from(head), bytes.subarray(end)]),
  }
}

function nothingThere(services: string): MandateError {
  return new MandateError('kit.refused', {
    reason: 'Nothing waited, though the answer should be ready.',
    advice: 'Ask again a little later.',
    host: new URL(services).host,
    event: 'EBMS:0006',
  })
}
