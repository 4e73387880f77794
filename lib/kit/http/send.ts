import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { MandateError } from '../../core/errors/index.ts'
import { parseAddress } from './address.ts'
import type { Trust } from './trust.ts'

export type HttpRequest = {
  url: string
  method: 'GET' | 'POST' | 'DELETE' | 'PATCH'
  headers?: Record<string, string>
  body?: string | Uint8Array
  trust: Trust
  /** Longest wait for the whole answer, ms. Default 30,000. */
  timeoutMs?: number
  /** Longest answer that is read, bytes. Default 4 MiB. */
  answerLimit?: number
}

export type HttpAnswer = { status: number; headers: Record<string, string | string[] | undefined>; body: Uint8Array }

const usualAnswerLimit = 4 * 1024 * 1024

/**
 * Sends one request and reads the whole answer, whatever its status. The certificate of the server is always checked.
 *
 * @throws MandateError `kit.address-invalid`, `kit.unreachable`, `kit.timeout`, `kit.not-trusted`,
 *   `kit.answer-unreadable`
 */
export async function send(asked: HttpRequest): Promise<HttpAnswer> {
  const { method, headers = {}, body, trust, timeoutMs = 30_000, answerLimit = usualAnswerLimit } = asked
  const url = parseAddress(asked.url)
  const start = url.protocol === 'https:' ? requestHttps : requestHttp
  return await new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs)
    const fail = (error: Error) => reject(signal.aborted ? timeout(url, timeoutMs) : explain(error, url, trust))
    const outgoing = start(url, {
      method,
      signal,
      ca: trust.ca === undefined ? undefined : [...trust.ca],
      rejectUnauthorized: true,
      minVersion: 'TLSv1.2',
      agent: false,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }) },
    })
    outgoing.on('error', fail)
    outgoing.on('response', (incoming) => {
      const chunks: Buffer[] = []
      let size = 0
      incoming.on('error', fail)
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length
        chunks.push(chunk)
        if (size > answerLimit) {
          incoming.destroy()
          reject(unreadable(url, incoming.statusCode ?? 0, 'it is too long'))
        }
      })
      incoming.on('end', () =>
        resolve({ status: incoming.statusCode ?? 0, headers: incoming.headers, body: Buffer.concat(chunks) }),
      )
    })
    outgoing.end(body)
  })
}

/** The error for an answer that is not what the service should say. */
export function unreadable(url: URL, status: number, what: string): MandateError {
  return new MandateError('kit.answer-unreadable', { host: url.host, status, what })
}

function timeout(url: URL, ms: number): MandateError {
  return new MandateError('kit.timeout', { host: url.host, seconds: ms / 1000 })
}

function explain(error: Error, url: URL, trust: Trust): MandateError {
  const code = String((error as { code?: unknown }).code ?? '')
  if (/CERT|^UNABLE_TO_|^ERR_TLS|^HOSTNAME_MISMATCH/.test(code)) {
    const details = { host: url.host, reason: trustReason(code), advice: trust.advice }
    return new MandateError('kit.not-trusted', details, { cause: error })
  }
  return new MandateError('kit.unreachable', { host: url.host, reason: connectionReason(error) }, { cause: error })
}

/** Why there is no connection, in words. */
export function connectionReason(error: unknown): string {
  const { code, name } = error as { code?: unknown; name?: unknown }
  if (name === 'AbortError' || name === 'TimeoutError') return 'it does not answer in time'
  if (code === 'EPROTO') return 'it does not speak TLS there'
  return (connectionReasons[String(code)] ?? String(code ?? '')) || 'no connection'
}

/** Why the certificate of a server is not accepted, in words. */
export function trustReason(code: string): string {
  return tlsReasons[code] ?? code.toLowerCase().replaceAll('_', ' ')
}

const connectionReasons: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nothing listens at that port',
  ENOTFOUND: 'there is no host of that name',
  EAI_AGAIN: 'the name could not be looked up',
  ECONNRESET: 'the connection was cut',
  ETIMEDOUT: 'the connection timed out',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no network',
}

const tlsReasons: Readonly<Record<string, string>> = {
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'it was issued by an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT: 'it was issued by an authority that is not trusted here',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'it was issued by an authority that is not trusted here',
  SELF_SIGNED_CERT_IN_CHAIN: 'it was issued by an authority that is not trusted here',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'it was issued by the server itself',
  CERT_SIGNATURE_FAILURE: 'it was issued by an authority of the same name, but with another key',
  CERT_HAS_EXPIRED: 'it has expired',
  CERT_NOT_YET_VALID: 'it is not valid yet; check the clock of this machine',
  ERR_TLS_CERT_ALTNAME_INVALID: 'it is for another host',
}
