import { beforeAll, describe, expect, test } from 'vitest'
import {
  epoch,
  leafInput,
  type TestAuthority,
  testAuthority,
  testKey,
  testPki,
  testSpki,
} from '../../../../test/vectors/keystore/authority.ts'
import { codeOf } from '../../../../test/vectors/keystore/code-of.ts'
import { cpuTime } from '../../../../test/vectors/keystore/cpu-time.ts'
import { openssl } from '../../../../test/vectors/keystore/openssl.ts'
import { type Instant, minute, second } from '../../../core/clock.ts'
import { seededRandom } from '../../../core/random.ts'
import { oid } from '../../der/oids.ts'
import { readDer } from '../../der/read.ts'
import { derBits, derBoolean, derExplicit, derNull, derOctets, derOid, derSequence } from '../../der/write.ts'
import type { Certificate } from '../certificate/certificate.ts'
import { readCertificate } from '../certificate/read.ts'
import { newSerial } from '../certificate/serial.ts'
import { issueCertificate } from '../issue/issue.ts'
import { localSigner } from '../issue/signer.ts'
import { certificateProfile } from '../profile/profile.ts'
import { validityFrom } from '../profile/validity.ts'
import { type ChainOptions, verifyChain } from './verify.ts'

let authority: TestAuthority
/** Namesakes of our authorities with a key of their own. */
let namesakeRoot: Certificate
let namesakeSub: Certificate
const at = (epoch + minute) as Instant
beforeAll(async () => {
  authority = await testAuthority()
  const { root, sub } = testPki.profiles
  const own = { publicKeySpki: testSpki('other'), serial: newSerial(seededRandom(77)) }
  const signer = localSigner(testKey('other'))
  const short = certificateProfile({ ...root, minModulusBits: 2048 })
  const rootInput = { profile: short, subject: testPki.rootSubject, ...own, ...validityFrom(epoch, short) }
  namesakeRoot = readCertificate(await issueCertificate({ ...rootInput, issuer: { signer } }))
  const subInput = { profile: sub, subject: testPki.subSubject, ...own, ...validityFrom(epoch, sub) }
  namesakeSub = readCertificate(await issueCertificate({ ...subInput, issuer: { certificate: namesakeRoot, signer } }))
})

const options = (change: Partial<ChainOptions> = {}): ChainOptions => ({
  anchors: [authority.root],
  intermediates: [authority.sub],
  at,
  ...change,
})
const leafCode = (change: Partial<ChainOptions> = {}, der = authority.leaf.der) =>
  codeOf(() => verifyChain(der, options(change)))

describe('a chain', () => {
  test('goes from the leaf to the anchor', () => {
    const { leaf, chain, anchor } = verifyChain(authority.leaf.der, options())
    expect(leaf.fingerprints).toEqual(authority.leaf.fingerprints)
    expect(chain.map(({ subject }) => subject.text)).toEqual(
      [authority.leaf, authority.sub, authority.root].map(({ subject }) => subject.text),
    )
    expect(anchor).toBe(authority.root)
  })

  test('ends at a Sub CA that is an anchor itself', () => {
    expect(
      verifyChain(authority.leaf.der, options({ anchors: [authority.sub], intermediates: [] })).chain,
    ).toHaveLength(2)
  })

  test('finds its way among namesakes and in any order', () => {
    const intermediates = [namesakeSub, namesakeRoot, authority.root, authority.sub, authority.leaf]
    expect(verifyChain(authority.leaf.der, options({ intermediates })).chain[1]).toBe(authority.sub)
  })

  test('of an authority is validated when that is asked', () => {
    expect(leafCode({ expect: 'authority' }, authority.sub.der)).toBe('none')
    expect(leafCode({}, authority.sub.der)).toBe('certificate.not-permitted-use')
    expect(leafCode({ expect: 'authority' })).toBe('certificate.not-permitted-use')
  })

  test('is valid from its first to its last second', () => {
    const { notBefore, notAfter } = authority.leaf
    const code = (moment: number) => leafCode({ at: moment as Instant })
    expect(code(notBefore - 1)).toBe('certificate.not-yet-valid')
    expect(code(notBefore)).toBe('none')
    expect(code(notAfter + second - 1)).toBe('none')
    expect(code(notAfter + second)).toBe('certificate.expired')
    expect(code(notBefore)).toBe('none')
  })

  test('that was good is still refused when trust is taken away', () => {
    expect(leafCode()).toBe('none')
    expect(leafCode({ anchors: [] })).toBe('certificate.unknown-issuer')
    expect(leafCode({ intermediates: [] })).toBe('certificate.unknown-issuer')
    expect(leafCode()).toBe('none')
  })

  test('asks for the purpose of the leaf', () => {
    expect(leafCode({ keyUsage: 'digitalSignature', extendedKeyUsage: oid.clientAuth })).toBe('none')
    expect(leafCode({ keyUsage: 'keyCertSign' })).toBe('certificate.not-permitted-use')
    expect(leafCode({ extendedKeyUsage: oid.serverAuth })).toBe('certificate.not-permitted-use')
  })
})

describe('refused is', () => {
  const resigned = (change: (parts: Uint8Array[]) => Uint8Array[], signer = localSigner(testKey('sub'))) => {
    const parts = (readDer(authority.leaf.der).children[0]?.children ?? []).map(({ raw }) => raw)
    const tbs = derSequence(...change(parts))
    const algorithm = derSequence(derOid(oid.sha256WithRsa), derNull())
    return derSequence(tbs, algorithm, derBits(signer.sign(tbs) as Uint8Array))
  }

  test('a leaf that was changed after signing', () => {
    const der = Uint8Array.from(authority.leaf.der)
    const name = Buffer.from(der).indexOf('USIMachine')
    der[name] = 0x58
    expect(leafCode({}, der)).toBe('certificate.bad-signature')
  })

  test('a leaf signed with the wrong key', () => {
    const der = resigned((parts) => parts, localSigner(testKey('other')))
    expect(leafCode({}, der)).toBe('certificate.bad-signature')
  })

  test('a self-made root with the name of ours', () => {
    const intermediates = [namesakeRoot, namesakeSub, authority.sub]
    expect(leafCode({ anchors: [], intermediates })).toBe('certificate.unknown-issuer')
    expect(leafCode({ expect: 'authority', intermediates }, namesakeRoot.der)).toBe('certificate.unknown-issuer')
    expect(leafCode({ expect: 'authority', intermediates }, namesakeSub.der)).toBe('certificate.unknown-issuer')
  })

  test('a leaf that signs another leaf', () => {
    const bare = (parts: Uint8Array[], issuer: Uint8Array) => [
      ...parts.slice(0, 3),
      issuer,
      ...parts.slice(4, 7),
      derExplicit(3, derSequence(derSequence(derOid(oid.keyUsage), derOctets(Uint8Array.of(3, 2, 7, 0x80))))),
    ]
    const below = resigned((parts) => bare(parts, authority.leaf.subject.der), localSigner(testKey('leaf')))
    expect(leafCode({ intermediates: [authority.sub, authority.leaf] }, below)).toBe('certificate.issuer-not-ca')
  })

  test('an authority below a Sub CA that may have none', () => {
    const extension = (dotted: string, value: Uint8Array) =>
      derSequence(derOid(dotted), derBoolean(true), derOctets(value))
    const authorityBelow = resigned((parts) => [
      ...parts.slice(0, 7),
      derExplicit(
        3,
        derSequence(
          extension(oid.basicConstraints, derSequence(derBoolean(true))),
          extension(oid.keyUsage, Uint8Array.of(0x03, 0x02, 0x02, 0x04)),
        ),
      ),
    ])
    const middle = readCertificate(authorityBelow)
    const leaf = resigned(
      (parts) => [
        ...parts.slice(0, 3),
        middle.subject.der,
        ...parts.slice(4, 7),
        derExplicit(3, derSequence(extension(oid.basicConstraints, derSequence()))),
      ],
      localSigner(testKey('leaf')),
    )
    expect(leafCode({ intermediates: [authority.sub, middle] }, leaf)).toBe('certificate.path-too-long')
    expect(leafCode({ anchors: [middle], intermediates: [] }, leaf)).toBe('none')
  })

  test.each<[string, string, boolean]>([
    ['a critical extension that nobody knows', '1.2.3.4', true],
    ['name constraints, even where they are not critical', oid.nameConstraints, false],
  ])('%s', (_, dotted, critical) => {
    const strange = derSequence(derOid(dotted), ...(critical ? [derBoolean(true)] : []), derOctets(derSequence()))
    const der = resigned((parts) => {
      const list = readDer(parts[7] as Uint8Array).children[0]?.children.map(({ raw }) => raw) ?? []
      return [...parts.slice(0, 7), derExplicit(3, derSequence(...list, strange))]
    })
    expect(leafCode({}, der)).toBe('certificate.unknown-critical-extension')
  })

  test('SHA-1, even from our own authority', () => {
    const algorithm = derSequence(derOid(oid.sha1WithRsa), derNull())
    const parts = (readDer(authority.leaf.der).children[0]?.children ?? []).map(({ raw }) => raw)
    const tbs = derSequence(...parts.slice(0, 2), algorithm, ...parts.slice(3))
    const pem = testKey('sub').export({ format: 'pem', type: 'pkcs8' })
    const signature = openssl('dgst -sha1 -sign {k} {t}', { k: pem, t: tbs }).out
    const der = derSequence(tbs, algorithm, derBits(signature))
    expect(leafCode({}, der)).toBe('certificate.weak-algorithm')
  })

  test('what is no certificate', () => {
    expect(leafCode({}, new Uint8Array(10))).toBe('certificate.malformed')
  })

  test('an expired Sub CA above a leaf that lives', async () => {
    const short = certificateProfile({ ...testPki.profiles.sub, years: 1 })
    const certificate = authority.root
    const sub = readCertificate(
      await issueCertificate({
        profile: short,
        subject: testPki.subSubject,
        publicKeySpki: testSpki('sub'),
        issuer: { certificate, signer: localSigner(testKey('root')) },
        serial: newSerial(seededRandom(78)),
        ...validityFrom(epoch, short),
      }),
    )
    const late = (sub.notAfter + minute) as Instant
    expect(leafCode({ intermediates: [sub], at: late })).toBe('certificate.expired')
    expect(leafCode({ intermediates: [sub, authority.sub], at })).toBe('none')
  })

  test('a maze of namesakes, in bounded time', async () => {
    const intermediates = Array.from({ length: 400 }, (_, at) => (at % 2 === 0 ? namesakeSub : authority.sub))
    const started = cpuTime()
    expect(leafCode({ anchors: [], intermediates })).toBe('certificate.unknown-issuer')
    expect(cpuTime() - started).toBeLessThan(1_000)
  })
})

test('the second time costs next to nothing', async () => {
  const der = await issueCertificate(leafInput(authority))
  verifyChain(der, options())
  const started = cpuTime()
  for (let round = 0; round < 2_000; round++) verifyChain(der, options())
  expect((cpuTime() - started) / 2_000).toBeLessThan(0.25)
})
