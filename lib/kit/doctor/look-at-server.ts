import type { X509Certificate } from 'node:crypto'
import { request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { TLSSocket } from 'node:tls'
import type { Clock } from '../../core/clock.ts'
import { MandateError } from '../../core/errors/index.ts'
import { connectionReason, trustReason } from '../http/send.ts'
import type { Trust } from '../http/trust.ts'
import { bad, type Finding, good, warning } from './finding.ts'

type Answer = {
  status: number
  contentType: string
  date: number
  tls: { reason: string | undefined; issuer: string; version: string } | undefined
}

/** Messages live for five minutes: a clock that is off by this much makes every message stale. */
const badSkewMs = 240_000
const doubtfulSkewMs = 30_000

/** Connection, trust, service and clock, from one request for the description of the token service. */
export async function lookAtServer(
  endpoint: string,
  { trust, clock }: { trust: Trust; clock: Clock },
): Promise<Finding[]> {
  const url = new URL(`${endpoint}?wsdl`)
  const sent = clock.now()
  let answer: Answer
  try {
    answer = await ask(url, trust)
  } catch (error) {
    return [
      bad('connection', `No connection to ${url.host}: ${connectionReason(error)}.`, connectionRemedy(url, error)),
    ]
  }
  const middle = sent + (clock.now() - sent) / 2
  const findings = [good('connection', `${url.host} answers.`), ...trustFinding(url, answer, trust)]
  findings.push(serviceFinding(url, answer))
  findings.push(clockFinding(answer.date, middle))
  return findings
}

/** Certificates are judged and not enforced here: nothing secret is sent, and the clock is worth knowing all the same. */
function ask(url: URL, { ca }: Trust): Promise<Answer> {
  const isSecure = url.protocol === 'https:'
  const start = isSecure ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const outgoing = start(
      url,
      { agent: false, rejectUnauthorized: false, ca: ca && [...ca], signal: AbortSignal.timeout(10_000) },
      (incoming) => {
        const socket = incoming.socket as TLSSocket
        resolve({
          status: incoming.statusCode ?? 0,
          contentType: incoming.headers['content-type'] ?? '',
          date: Date.parse(incoming.headers.date ?? ''),
          tls: isSecure
            ? {
                reason: socket.authorized ? undefined : trustReason(String(socket.authorizationError)),
                issuer: issuerOf(socket.getPeerX509Certificate()),
                version: socket.getProtocol() ?? '',
              }
            : undefined,
        })
        incoming.resume()
      },
    )
    outgoing.on('error', reject)
    outgoing.end()
  })
}

function issuerOf(certificate: X509Certificate | undefined): string {
  const lines = (certificate?.issuer ?? '').split('\n')
  const part = (name: string) => lines.find((line) => line.startsWith(`${name}=`))?.slice(name.length + 1)
  return part('CN') ?? part('O') ?? 'an authority without a name'
}

function connectionRemedy(url: URL, error: unknown): string {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ECONNREFUSED')
    return `Start the service (for the sandbox: npm start), or correct the port ${url.port || 443}.`
  if (code === 'EPROTO')
    return 'Use http:// where the service has no TLS, or the port of its HTTPS: 3443 for the sandbox.'
  return 'Look for a firewall or proxy on the way, and for the right host and port.'
}

function trustFinding(url: URL, { tls }: Answer, { advice }: Trust): Finding[] {
  if (tls === undefined) return [good('trust', 'Plain http to this machine: there is no certificate to check.')]
  if (tls.reason === undefined)
    return [good('trust', `The certificate is trusted; it comes from "${tls.issuer}" (${tls.version}).`)]
  const isOfAuthority = /authority|itself/.test(tls.reason)
  return [
    bad(
      'trust',
      `The certificate of ${url.host} is not trusted: ${tls.reason}. It comes from "${tls.issuer}".`,
      isOfAuthority
        ? `${advice} If "${tls.issuer}" is a proxy or virus scanner of your network that opens TLS, have ${url.hostname} left out of it.`
        : advice,
    ),
  ]
}

function serviceFinding(url: URL, { status, contentType }: Answer): Finding {
  if (status === 200 && /xml/.test(contentType)) return good('service', 'The token service is there.')
  return bad(
    'service',
    `Something else answers at ${url.host}${url.pathname}: HTTP ${status}, ${contentType || 'without a content type'}.`,
    'Check the address: the token service is at /R3.0/S007v1.3/service.svc. A proxy may also answer in its place.',
  )
}

function clockFinding(date: number, now: number): Finding {
  if (Number.isNaN(date))
    return warning('clock', 'The server does not tell its time.', 'Compare the clock of this machine yourself.')
  const skew = now - (date + 500)
  const seconds = Math.round(Math.abs(skew) / 1000)
  if (Math.abs(skew) < doubtfulSkewMs) return good('clock', 'The clock of this machine agrees with the server.')
  const sentence = `The clock of this machine is ${seconds} seconds ${skew > 0 ? 'ahead of' : 'behind'} the server.`
  const remedy =
    'Set the clock by the network (NTP). A message counts for five minutes, so one from a wrong clock is refused.'
  return Math.abs(skew) < badSkewMs ? warning('clock', sentence, remedy) : bad('clock', sentence, remedy)
}

/** For a request that never was: its address cannot be used. */
export function addressFinding(error: unknown): Finding {
  if (!(error instanceof MandateError)) throw error
  return bad('address', error.message.replace(/^[\w.-]+: /, ''), 'Use an address such as https://localhost:3443.')
}
