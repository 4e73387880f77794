import { beforeAll, describe, expect, test } from 'vitest'
import { type TestAuthority, testAuthority, testKey } from '../../../../test/vectors/keystore/authority.ts'
import { codeOf } from '../../../../test/vectors/keystore/code-of.ts'
import { openssl } from '../../../../test/vectors/keystore/openssl.ts'
import { toHex } from '../../../core/bytes.ts'
import { oid } from '../../der/oids.ts'
import { derExplicit, derInteger, derOid, derSequence, derSet, derUtf8 } from '../../der/write.ts'
import { readPem, writePem } from '../pem.ts'
import { bundleCertificates } from './bundle.ts'
import { readCertificateBundle } from './read-bundle.ts'

let authority: TestAuthority
beforeAll(async () => {
  authority = await testAuthority()
})
const hexes = (list: readonly Uint8Array[]) => list.map(toHex)

/** Signed data as a CA with a streaming library writes it: indefinite lengths, content in pieces, a signer. */
const streamed = () =>
  openssl(
    'cms -sign -stream -nodetach -binary -nosmimecap -md sha256 -signer {sub} -inkey {k} -certfile {more} -in {content} -outform der',
    {
      sub: writePem('CERTIFICATE', authority.sub.der),
      k: testKey('sub').export({ format: 'pem', type: 'pkcs8' }) as string,
      more: writePem('CERTIFICATE', authority.leaf.der) + writePem('CERTIFICATE', authority.root.der),
      content: 'x',
    },
  ).out

describe('a bundle of certificates', () => {
  test('keeps its order, here and in OpenSSL', () => {
    const bundle = bundleCertificates(authority.chain)
    expect(hexes(readCertificateBundle(bundle))).toEqual(hexes(authority.chain))
    const { ok, text } = openssl('pkcs7 -inform der -print_certs', {}, bundle)
    expect(ok).toBe(true)
    expect(hexes(readPem(text).map(({ der }) => der))).toEqual(hexes(authority.chain))
    expect(openssl('cms -cmsout -print -noout -inform der', {}, bundle).text).toMatch(/signerInfos:\s+<EMPTY>/)
  })

  test('with indefinite lengths and a signer is read', () => {
    const bundle = streamed()
    expect([...bundle.subarray(0, 2)]).toEqual([0x30, 0x80])
    expect(new Set(hexes(readCertificateBundle(bundle)))).toEqual(new Set(hexes(authority.chain)))
  })
})

describe('refused is', () => {
  const signedData = (...parts: Uint8Array[]) =>
    derSequence(derOid(oid.cmsSignedData), derExplicit(0, derSequence(...parts)))
  const head = [derInteger(1), derSet(), derSequence(derOid(oid.cmsData))]

  test.each<[string, string, () => Uint8Array]>([
    ['no bytes', 'cms.malformed', () => new Uint8Array()],
    ['a cut', 'cms.malformed', () => streamed().subarray(0, -7)],
    ['bytes behind it', 'cms.malformed', () => Uint8Array.of(...bundleCertificates(authority.chain), 0)],
    ['a certificate alone', 'cms.malformed', () => authority.leaf.der],
    ['other data', 'cms.malformed', () => derSequence(derOid(oid.cmsData), derExplicit(0, derSequence()))],
    ['no certificates', 'cms.no-certificates', () => signedData(...head, derSet())],
    ['an empty list of certificates', 'cms.no-certificates', () => bundleCertificates([])],
    ['text instead of a certificate', 'cms.malformed', () => bundleCertificates([derUtf8('x')])],
    ['no signers', 'cms.malformed', () => signedData(...head)],
    ['half a megabyte', 'cms.malformed', () => bundleCertificates(Array<Uint8Array>(300).fill(authority.root.der))],
    [
      'thousands of open brackets',
      'cms.malformed',
      () => new Uint8Array(20_000).map((_, at) => (at % 2 === 0 ? 0x30 : 0x80)),
    ],
  ])('%s: %s', (_, code, make) => {
    expect(codeOf(() => readCertificateBundle(make()))).toBe(code)
  })
})
