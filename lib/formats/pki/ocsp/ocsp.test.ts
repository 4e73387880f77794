import { beforeAll, describe, expect, test } from 'vitest'
import {
  leafInput,
  type TestAuthority,
  testAuthority,
  testKey,
  testSpki,
} from '../../../../test/vectors/keystore/authority.ts'
import { codeOf } from '../../../../test/vectors/keystore/code-of.ts'
import { openssl } from '../../../../test/vectors/keystore/openssl.ts'
import { hour, type Instant } from '../../../core/clock.ts'
import { oid } from '../../der/oids.ts'
import { derBoolean, derExplicit, derInteger, derOctets, derOid, derSequence } from '../../der/write.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { readCertificate } from '../certificate/read.ts'
import { issueCertificate } from '../issue/issue.ts'
import { localSigner } from '../issue/signer.ts'
import { writePem } from '../pem.ts'
import { ocspSignerProfile } from '../profile/profiles.ts'
import { validityFrom } from '../profile/validity.ts'
import { buildOcspRefusal, buildOcspResponse, type OcspStatus } from './build-response.ts'
import { isAboutIssuer, readOcspRequest } from './read-request.ts'

let authority: TestAuthority
let delegate: Certificate
const now = (Math.floor(Date.now() / 1000) * 1000) as Instant
beforeAll(async () => {
  authority = await testAuthority()
  const profile = ocspSignerProfile()
  delegate = readCertificate(
    await issueCertificate(
      leafInput(authority, {
        profile,
        subject: [{ name: 'CN', value: 'Mandate Sandbox OCSP' }],
        publicKeySpki: testSpki('other'),
        ...validityFrom((now - hour) as Instant, profile),
      }),
    ),
  )
})

const pem = (certificate: Certificate) => writePem('CERTIFICATE', certificate.der)
const files = () => ({ issuer: pem(authority.sub), leaf: pem(authority.leaf), root: pem(authority.root) })
const question = (args = '') => openssl(`ocsp -issuer {issuer} -cert {leaf} -reqout - ${args}`.trim(), files()).out
const answerTo = (request: Uint8Array, status: OcspStatus, own = false) => {
  const { certificates, nonce } = readOcspRequest(request)
  const responder = own
    ? { certificate: authority.sub, signer: localSigner(testKey('sub')) }
    : { certificate: delegate, signer: localSigner(testKey('other')) }
  return buildOcspResponse({
    answers: certificates.map((one) => ({ question: one, status })),
    producedAt: now,
    thisUpdate: now,
    nextUpdate: (now + hour) as Instant,
    nonce,
    responder,
  })
}
/** With `-cert` OpenSSL tells the status but asks a question of its own, so the nonce is judged without it. */
const judge = (request: Uint8Array, response: Uint8Array) => {
  const known = { ...files(), q: request, a: response }
  const trust = '-CAfile {root} -verify_other {issuer}'
  const nonce = openssl(`ocsp -reqin {q} -respin {a} ${trust}`, known).text
  return nonce + openssl(`ocsp -issuer {issuer} -cert {leaf} -no_nonce -respin {a} ${trust}`, known).text
}

describe('OCSP', () => {
  test('a question of OpenSSL is understood', () => {
    const request = readOcspRequest(question())
    const [about] = request.certificates
    expect(about?.serialHex).toBe(authority.leaf.serial.hex)
    expect(request.nonce).toHaveLength(18)
    expect(isAboutIssuer(about as never, authority.sub)).toBe(true)
    expect(isAboutIssuer(about as never, authority.root)).toBe(false)
    const modern = readOcspRequest(
      openssl('ocsp -sha256 -issuer {issuer} -cert {leaf} -no_nonce -reqout -', files()).out,
    )
    expect(isAboutIssuer(modern.certificates[0] as never, authority.sub)).toBe(true)
    expect(modern.nonce).toBeUndefined()
  })

  test.each<[OcspStatus, RegExp]>([
    [{ status: 'good' }, /leaf: good/],
    [{ status: 'unknown' }, /leaf: unknown/],
    [{ status: 'revoked', revokedAt: now, reason: 'keyCompromise' }, /leaf: revoked[\s\S]*Reason: keyCompromise/],
    [{ status: 'revoked', revokedAt: now, reason: 'unspecified' }, /leaf: revoked(?![\s\S]*Reason)/],
  ])('the answer %j convinces OpenSSL, by delegate and by the authority itself', async (status, pattern) => {
    const request = question()
    for (const own of [false, true]) {
      const text = judge(request, await answerTo(request, status, own))
      expect(text).toContain('Response verify OK')
      expect(text).not.toContain('WARNING')
      expect(text).toMatch(pattern)
    }
  })

  test('an answer with another nonce is refused by the client', async () => {
    const [first, second] = [question(), question()]
    expect(judge(first, await answerTo(second, { status: 'good' }))).toContain('Nonce Verify error')
  })

  test('refusals carry their reason', () => {
    expect(openssl('ocsp -respin {r} -text', { r: buildOcspRefusal('malformedRequest') }).text).toMatch(
      /malformedrequest/i,
    )
    expect(openssl('ocsp -respin {r} -text', { r: buildOcspRefusal('unauthorized') }).text).toMatch(/unauthorized/i)
  })
})

describe('refused is', () => {
  const certId = derSequence(
    derSequence(derOid(oid.sha1)),
    derOctets(new Uint8Array(20)),
    derOctets(new Uint8Array(20)),
    derInteger(5),
  )
  const one = derSequence(certId)
  const extension = (dotted: string, critical: boolean, value: Uint8Array) =>
    derExplicit(2, derSequence(derSequence(derOid(dotted), ...(critical ? [derBoolean(true)] : []), derOctets(value))))

  test('nothing of the plain question', () => {
    expect(codeOf(() => readOcspRequest(derSequence(derSequence(derSequence(one)))))).toBe('none')
  })

  test.each<[string, Uint8Array]>([
    ['no bytes', new Uint8Array()],
    ['no question', derSequence(derSequence(derSequence()))],
    ['51 questions', derSequence(derSequence(derSequence(...Array<Uint8Array>(51).fill(one))))],
    ['version 2', derSequence(derSequence(derExplicit(0, derInteger(1)), derSequence(one)))],
    [
      'a critical extension that nobody knows',
      derSequence(derSequence(derSequence(one), extension('1.2.3', true, derSequence()))),
    ],
    [
      'a nonce of a kilobyte',
      derSequence(derSequence(derSequence(one), extension(oid.ocspNonce, false, new Uint8Array(1024)))),
    ],
    ['an empty nonce', derSequence(derSequence(derSequence(one), extension(oid.ocspNonce, false, new Uint8Array())))],
    [
      'a negative serial number',
      derSequence(
        derSequence(
          derSequence(
            derSequence(
              derSequence(
                derSequence(derOid(oid.sha1)),
                derOctets(new Uint8Array(20)),
                derOctets(new Uint8Array(20)),
                derInteger(-5),
              ),
            ),
          ),
        ),
      ),
    ],
    ['bytes behind it', Uint8Array.of(...derSequence(derSequence(derSequence(one))), 0)],
    ['a request of 100 KB', derSequence(derSequence(derOctets(new Uint8Array(100_000))))],
  ])('%s', (_, der) => {
    expect(codeOf(() => readOcspRequest(der))).toBe('ocsp.malformed')
  })

  test('a question about another hash than SHA-1 and SHA-256 is about nobody', () => {
    const [about] = readOcspRequest(question()).certificates
    expect(isAboutIssuer({ ...(about as never as object), hashAlgorithm: '1.2.3' } as never, authority.sub)).toBe(false)
  })
})
