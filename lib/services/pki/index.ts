import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { fromBase64 } from '../../core/bytes.ts'
import { MandateError } from '../../core/errors/index.ts'
import { openStatusResponder } from '../../domain/credentials/revocation/answer-status.ts'
import { openRevocationLists, type SignedList } from '../../domain/credentials/revocation/revocation-lists.ts'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import { writePem } from '../../formats/pki/pem.ts'
import { subFile } from '../../formats/pki/profile/sandbox.ts'
import type { SubAuthority } from '../../platform/authority/authority.ts'
import { openAuthority } from '../../platform/authority/open.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answer } from '../http/answer.ts'
import { readBody } from '../http/body.ts'
import type { Service } from '../http/service.ts'
import { renewals } from './renewals.ts'

const crl = 'application/pkix-crl'
const ocsp = 'application/ocsp-response'
const longestRequest = 64 * 1024

/**
 * Publishes the certification authority: its certificates (`root.crt`, `root.pem`, `sub.crt`, `sub.pem`, `chain.pem`), those
 * that sign tokens now or soon (`token-signing.pem`),
 * its lists of revoked certificates (`crls/sub.crl`, `crls/sub-delta.crl`, `crls/root.crl`), those of each newer Sub CA
 * under `sub-2` and so on, OCSP (`ocsp`, GET and
 * POST), and renewal of credentials by software (`renewals`).
 */
export async function createPkiService(runtime: Runtime): Promise<Service> {
  const authority = await openAuthority(runtime)
  const lists = openRevocationLists(runtime, authority)
  const responder = openStatusResponder(runtime, authority)
  const { certificate: root } = authority.root
  const pem = (...certificates: Certificate[]) =>
    certificates.map((certificate) => writePem('CERTIFICATE', certificate.der)).join('')

  const files: Record<string, () => Promise<PublicFile> | PublicFile> = {
    'root.crt': () => certificateFile(root, 'mandate-root.crt'),
    'root.pem': () => pemFile(pem(root)),
    'token-signing.pem': () => pemFile(pem(...authority.tokenSigningCertificates())),
    'chain.pem': () => pemFile(pem(authority.sub.certificate, root)),
    'crls/root.crl': async () => listFile(await lists.root()),
  }
  const subFiles: Record<string, (sub: SubAuthority, stem: string) => Promise<PublicFile> | PublicFile> = {
    '.crt': ({ certificate }, stem) => certificateFile(certificate, `mandate-${stem}.crt`),
    '.pem': ({ certificate }) => pemFile(pem(certificate)),
    '.crl': async ({ number }) => listFile(await lists.sub(number)),
    '-delta.crl': async ({ number }) => listFile(await lists.subDelta(number)),
  }

  /** `sub.crt`, `sub-2.crt`, `crls/sub-2-delta.crl`: the same files for each Sub CA. */
  const fileOf = (name: string): (() => Promise<PublicFile> | PublicFile) | undefined => {
    if (Object.hasOwn(files, name)) return files[name]
    const [, list, stem = '', number = '1', end = ''] =
      /^(crls\/)?(sub(?:-([1-9]\d?))?)(\.crt|\.pem|\.crl|-delta\.crl)$/.exec(name) ?? []
    const sub = authority.subs().find((one) => subFile(one.number) === stem && one.number === Number(number))
    const make =
      Object.hasOwn(subFiles, end) && (list !== undefined) === end.endsWith('.crl') ? subFiles[end] : undefined
    return sub && make && (() => make(sub, stem))
  }

  return {
    name: 'pki',
    prefixes: ['/pki/'],
    async handle(request, response) {
      const path = (request.url ?? '').slice('/pki/'.length).split('?')[0] ?? ''
      const name = path.toLowerCase()
      const file = fileOf(name)
      if (file !== undefined) {
        if (refusesMethod(request, response, ['GET', 'HEAD'])) return
        sendFile(request, response, await file())
      } else if (name === 'ocsp' || name.startsWith('ocsp/')) {
        await answerOcsp(request, response, path.slice('ocsp'.length))
      } else if (name === 'renewals') {
        if (refusesMethod(request, response, ['POST'])) return
        await renewals(runtime, request, response)
      } else throw new MandateError('common.not-found')
    },
    close: async () => lists.close(),
  }

  async function answerOcsp(request: IncomingMessage, response: ServerResponse, rest: string): Promise<void> {
    if (refusesMethod(request, response, ['GET', 'POST'])) return
    const isPost = request.method === 'POST'
    const question = isPost ? await readBody(request, longestRequest) : questionInPath(rest)
    const { der, freshFor } = await responder.answer(question)
    // RFC 5019 section 6: a cache may keep what was asked with GET.
    const caching = isPost || freshFor === 0 ? 'no-store' : `public, max-age=${freshFor}, no-transform, must-revalidate`
    answer(response, 200, ocsp, der, { 'cache-control': caching })
  }
}

type PublicFile = {
  type: string
  body: Uint8Array | string
  etag: string
  maxAge: number
  name?: string
  date?: number
}

function certificateFile({ der, fingerprints }: Certificate, name: string): PublicFile {
  return { type: 'application/pkix-cert', body: der, etag: fingerprints.sha256.slice(0, 32), maxAge: 3_600, name }
}

function pemFile(body: string): PublicFile {
  return { type: 'application/x-pem-file', body, etag: hash('sha256', body, 'hex').slice(0, 32), maxAge: 3_600 }
}

function listFile({ der, etag, thisUpdate }: SignedList): PublicFile {
  return { type: crl, body: der, etag, maxAge: 60, date: thisUpdate }
}

function sendFile(request: IncomingMessage, response: ServerResponse, file: PublicFile): void {
  const headers = {
    etag: `"${file.etag}"`,
    'cache-control': `public, max-age=${file.maxAge}`,
    ...(file.date === undefined ? {} : { 'last-modified': new Date(file.date).toUTCString() }),
    ...(file.name === undefined ? {} : { 'content-disposition': `attachment; filename="${file.name}"` }),
  }
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (known.includes(headers.etag) || known.includes('*')) {
    response.writeHead(304, headers).end()
  } else answer(response, 200, file.type, file.body, headers)
}

function refusesMethod(request: IncomingMessage, response: ServerResponse, allowed: readonly string[]): boolean {
  if (allowed.includes(request.method ?? '')) return false
  answer(response, 405, 'text/plain; charset=utf-8', `Use ${allowed.join(' or ')}.\n`, { allow: allowed.join(', ') })
  return true
}

/** The request in the path of a GET, RFC 6960 appendix A.1; one that is none is refused as malformed. */
function questionInPath(rest: string): Uint8Array {
  try {
    return fromBase64(decodeURIComponent(rest.replace(/^\/+/, ''))) ?? new Uint8Array()
  } catch {
    return new Uint8Array()
  }
}
