import { createPrivateKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseAbn } from '../../../lib/core/abn.ts'
import { type Instant, instant } from '../../../lib/core/clock.ts'
import { seededRandom } from '../../../lib/core/random.ts'
import type { Certificate } from '../../../lib/formats/pki/certificate/certificate.ts'
import { readCertificate } from '../../../lib/formats/pki/certificate/read.ts'
import { newSerial } from '../../../lib/formats/pki/certificate/serial.ts'
import { type IssueInput, issueCertificate } from '../../../lib/formats/pki/issue/issue.ts'
import { localSigner } from '../../../lib/formats/pki/issue/signer.ts'
import { sandboxPki } from '../../../lib/formats/pki/profile/sandbox.ts'
import { validityFrom } from '../../../lib/formats/pki/profile/validity.ts'
import { machineSubject } from '../../../lib/formats/pki/request/create.ts'

// A certification authority with fixed keys, so that tests spend no time on making primes.

const stored = JSON.parse(readFileSync(new URL('./keys.json', import.meta.url), 'utf8')) as Record<string, string>

/** One of the fixed private keys. */
export function testKey(name: 'root' | 'sub' | 'leaf' | 'other'): KeyObject {
  return createPrivateKey({ key: Buffer.from(stored[name] as string, 'base64'), format: 'der', type: 'pkcs8' })
}

/** PKCS#8 of one of the fixed keys. */
export function testPkcs8(name: 'root' | 'sub' | 'leaf' | 'other'): Uint8Array {
  return new Uint8Array(Buffer.from(stored[name] as string, 'base64'))
}

/** SubjectPublicKeyInfo of one of the fixed keys. */
export function testSpki(name: 'root' | 'sub' | 'leaf' | 'other'): Uint8Array {
  return localSigner(testKey(name)).publicKeySpki
}

export const testAbn = parseAbn('27809366375')
export const testPki = sandboxPki('http://localhost:3000/pki')
/** When the authority of the tests began. */
export const epoch: Instant = instant('2025-01-01T00:00:00Z')

const random = seededRandom(7)

/** Input for a leaf of the test authority, to be bent by tests. */
export function leafInput(authority: TestAuthority, change: Partial<IssueInput> = {}): IssueInput {
  const profile = testPki.profiles.leaf
  return {
    profile,
    subject: machineSubject(testAbn, 'USIMachine'),
    publicKeySpki: testSpki('leaf'),
    issuer: { certificate: authority.sub, signer: localSigner(testKey('sub')) },
    serial: newSerial(random),
    ...validityFrom(epoch, profile),
    ...change,
  }
}

export type TestAuthority = { root: Certificate; sub: Certificate; leaf: Certificate; chain: Uint8Array[] }

/** Root, Sub CA and one machine credential. */
export async function testAuthority(): Promise<TestAuthority> {
  const { root: rootProfile, sub: subProfile } = testPki.profiles
  const rootSigner = localSigner(testKey('root'))
  const root = readCertificate(
    await issueCertificate({
      profile: rootProfile,
      subject: testPki.rootSubject,
      publicKeySpki: testSpki('root'),
      issuer: { signer: rootSigner },
      serial: newSerial(random),
      ...validityFrom(epoch, rootProfile),
    }),
  )
  const sub = readCertificate(
    await issueCertificate({
      profile: subProfile,
      subject: testPki.subSubject,
      publicKeySpki: testSpki('sub'),
      issuer: { certificate: root, signer: rootSigner },
      serial: newSerial(random),
      ...validityFrom(epoch, subProfile),
    }),
  )
  const partial = { root, sub } as TestAuthority
  const leaf = readCertificate(await issueCertificate(leafInput(partial)))
  return { root, sub, leaf, chain: [leaf.der, sub.der, root.der] }
}
