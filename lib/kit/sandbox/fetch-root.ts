import { X509Certificate } from 'node:crypto'
import { get } from 'node:https'
import { MandateError } from '../../core/errors/index.ts'
import { writePem } from '../../formats/pki/pem.ts'
import { isLoopback } from '../http/address.ts'
import { send, unreadable } from '../http/send.ts'

/**
 * The root certificate of a sandbox on this machine, PEM, as its `/pki/root.crt` gives it. The connection is not
 * verified, for this root is what could verify it; so the address has to be a loopback address, which only programs of
 * this machine can answer, and the root may only be used for connections through which no secret goes.
 *
 * @throws MandateError `kit.address-invalid` for any other address; `kit.unreachable`, `kit.answer-unreadable`
 * @see docs/kit.md, Which server is trusted
 */
export async function fetchSandboxRoot(base: URL): Promise<string> {
  if (!isLoopback(base)) {
    const what = 'a root is only fetched from this machine; for another one, name the root with --ca FILE'
    throw new MandateError('kit.address-invalid', { address: base.origin, what })
  }
  const url = new URL('/pki/root.crt', base)
  const { status, body } =
    url.protocol === 'http:'
      ? await send({ url: url.href, method: 'GET', trust: { advice: '' } })
      : await fetchUnverified(url)
  try {
    if (status !== 200) throw new Error(`HTTP ${status}`)
    const certificate = new X509Certificate(body)
    if (!certificate.ca || !certificate.verify(certificate.publicKey)) throw new Error('not a root')
    return writePem('CERTIFICATE', certificate.raw)
  } catch {
    throw unreadable(url, status, 'it gave no root certificate at /pki/root.crt')
  }
}

const rootLimit = 64 * 1024

async function fetchUnverified(url: URL): Promise<{ status: number; body: Uint8Array }> {
  return await new Promise((resolve, reject) => {
    const fail = (reason: string) => reject(new MandateError('kit.unreachable', { host: url.host, reason }))
    const asked = get(url, { rejectUnauthorized: false, agent: false, timeout: 10_000 }, (incoming) => {
      const chunks: Buffer[] = []
      let size = 0
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length
        if (size > rootLimit) incoming.destroy(new Error('too long'))
        else chunks.push(chunk)
      })
      incoming.on('error', () => fail('the answer was cut off'))
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: Buffer.concat(chunks) }))
    })
    asked.on('timeout', () => asked.destroy(new Error('timeout')))
    asked.on('error', (error: NodeJS.ErrnoException) =>
      fail(error.code === 'ECONNREFUSED' ? 'nothing listens at that port' : (error.code ?? error.message)),
    )
  })
}
