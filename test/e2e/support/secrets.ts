import type { KeyObject } from 'node:crypto'
import type { BrowserContext, Request } from 'playwright-core'

/** Keeps everything that leaves the browser: address, headers and body of each request. */
export function recordRequests(context: BrowserContext, sent: Promise<string>[]): void {
  const whole = async (request: Request) => {
    const headers = JSON.stringify(await request.allHeaders())
    const body = request.postDataBuffer()
    return `${request.method()} ${decode(request.url())}\n${headers}\n${body === null ? '' : everyReading(body)}`
  }
  context.on('request', (request) => sent.push(whole(request)))
}

/** A body as text, as raw bytes, and as what is left when its escapes are undone. */
function everyReading(body: Buffer): string {
  const raw = body.toString('latin1')
  return [raw, body.toString('utf8'), decode(raw), raw.replaceAll('\\/', '/').replaceAll(/\\[nr]/g, '')].join('\n')
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** A text that must not leave the browser. */
export type Secret = { what: string; text: string }

/** A password in the forms in which it could be hidden. */
export function secretsOfPassword(password: string): Secret[] {
  const bytes = Buffer.from(password)
  return [
    { what: 'the password', text: password },
    { what: 'the password backwards', text: [...password].reverse().join('') },
    { what: 'the password in base64', text: bytes.toString('base64').replaceAll('=', '') },
    { what: 'the password in hex', text: bytes.toString('hex') },
  ]
}

/** Every run of 16 bytes of every secret part of the key: raw, in hex, and in base64 wherever it may begin. */
export function secretsOfKey(key: KeyObject): Secret[] {
  const { d, p, q, dp, dq, qi } = key.export({ format: 'jwk' })
  const headings = ['BEGIN PRIVATE KEY', 'BEGIN RSA PRIVATE KEY', 'BEGIN ENCRYPTED PRIVATE KEY']
  return [...headings.map((text) => ({ what: text, text })), ...runsOf({ d, p, q, dp, dq, qi })]
}

/** Every run of 16 bytes of numbers in base64url: raw, in hex, and in base64. */
export function runsOf(parts: Record<string, string | undefined>): Secret[] {
  const secrets: Secret[] = []
  for (const [name, value] of Object.entries(parts)) {
    const bytes = Buffer.from(value ?? '', 'base64url')
    for (let at = 0; at + 16 <= bytes.length; at++) {
      const window = bytes.subarray(at, at + 16)
      const what = `${name} from byte ${at}`
      secrets.push({ what: `${what}, raw`, text: window.toString('latin1') })
      secrets.push({ what: `${what}, hex`, text: window.toString('hex') })
      secrets.push({ what: `${what}, capital hex`, text: window.toString('hex').toUpperCase() })
      for (const text of base64Of(window)) secrets.push({ what: `${what}, base64`, text })
    }
  }
  return secrets
}

/** What these bytes look like inside base64, wherever in a group of three they begin: the letters they alone decide. */
function base64Of(bytes: Buffer): string[] {
  return [0, 1, 2].flatMap((offset) => {
    const padded = Buffer.concat([Buffer.alloc(offset), bytes])
    const inner = padded.toString('base64').slice(Math.ceil((offset * 8) / 6), Math.floor((padded.length * 8) / 6))
    return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')]
  })
}
