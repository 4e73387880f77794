import { createPrivateKey, webcrypto } from 'node:crypto'
import { afterEach, expect, test, vi } from 'vitest'
import { fromBase64, toBase64 } from '../../../lib/core/bytes.ts'
import { systemClock } from '../../../lib/core/clock.ts'
import { systemRandom } from '../../../lib/core/random.ts'
import { openKeystore } from '../../../lib/formats/keystore/open.ts'
import { readKeystore } from '../../../lib/formats/keystore/read.ts'
import { readCertificate } from '../../../lib/formats/pki/certificate/read.ts'
import { newSerial } from '../../../lib/formats/pki/certificate/serial.ts'
import { issueCertificate } from '../../../lib/formats/pki/issue/issue.ts'
import { localSigner } from '../../../lib/formats/pki/issue/signer.ts'
import { sandboxPki } from '../../../lib/formats/pki/profile/sandbox.ts'
import { validityFrom } from '../../../lib/formats/pki/profile/validity.ts'
import { machineSubject } from '../../../lib/formats/pki/request/create.ts'
import { readCertificateRequest } from '../../../lib/formats/pki/request/read.ts'
import { cachedKeys } from '../../../test/support/authority.ts'
import { type MakeCredentialInput, makeCredential } from './make-credential.ts'

const abn = '27809366375'
const password = 'Correct-Horse-1'
const pki = sandboxPki('http://localhost:3000/pki')

/** A server: reads the request as the real one does, and certifies its key. `sent` is all that ever left the page. */
function server(names: { abn?: string; name?: string } = {}) {
  const sent: string[] = []
  const submit: MakeCredentialInput['submit'] = async (certificateRequest) => {
    sent.push(certificateRequest)
    const request = readCertificateRequest(fromBase64(certificateRequest) ?? new Uint8Array())
    const makeKey = cachedKeys()
    const [rootKey, subKey] = [await makeKey(4096), await makeKey(2048)]
    const certify = async (input: Omit<Parameters<typeof issueCertificate>[0], 'serial' | 'notBefore' | 'notAfter'>) =>
      readCertificate(
        await issueCertificate({
          ...input,
          serial: newSerial(systemRandom),
          ...validityFrom(systemClock.now(), input.profile),
        }),
      )
    const rootSigner = localSigner(rootKey.privateKey)
    const root = await certify({
      profile: pki.profiles.root,
      subject: pki.rootSubject,
      publicKeySpki: rootKey.publicKeySpki,
      issuer: { signer: rootSigner },
    })
    const sub = await certify({
      profile: pki.profiles.sub,
      subject: pki.subSubject,
      publicKeySpki: subKey.publicKeySpki,
      issuer: { certificate: root, signer: rootSigner },
    })
    const leaf = await certify({
      profile: pki.profiles.leaf,
      subject: machineSubject((names.abn ?? abn) as never, names.name ?? 'Browser'),
      publicKeySpki: request.publicKeySpki,
      issuer: { certificate: sub, signer: localSigner(subKey.privateKey) },
    })
    return { certificates: [leaf, sub, root].map(({ der }) => toBase64(der)) }
  }
  return { sent, submit }
}

afterEach(() => vi.restoreAllMocks())

test('makes a keystore file that opens, with the key that was certified', async () => {
  const steps: string[] = []
  const { sent, submit } = server()
  const made = await makeCredential({ abn, name: 'Browser', password, submit, onProgress: (step) => steps.push(step) })
  expect(steps).toEqual(['making-key', 'proving', 'certifying', 'sealing'])
  expect(made.fileName).toMatch(/^keystore_27809366375_Browser_\d{8}\S+\.xml$/)
  const [credential] = openKeystore(made.keystoreXml, password).credentials
  expect(credential).toMatchObject({ id: 'ABRD:27809366375_Browser', name1: 'Browser', abn, integrity: 'valid' })
  expect(credential?.certificates).toHaveLength(3)
  expect(sent).toHaveLength(1)
})

test('neither the private key nor the password leaves', async () => {
  const exported: Uint8Array[] = []
  const real = webcrypto.subtle.exportKey.bind(webcrypto.subtle)
  vi.spyOn(crypto.subtle, 'exportKey').mockImplementation((async (format: 'pkcs8', key: CryptoKey) => {
    const bytes = await real(format, key)
    if (format === 'pkcs8') exported.push(new Uint8Array(bytes))
    return bytes
  }) as never)
  const fetched = vi.spyOn(globalThis, 'fetch')
  const { sent, submit } = server()
  const made = await makeCredential({ abn, name: 'Browser', password, submit })
  const everything = sent.map((text) => Buffer.from(text, 'base64').toString('latin1') + text).join('')
  expect(exported).toHaveLength(1)
  const { d, p, q, dp, dq, qi } = createPrivateKey({
    key: Buffer.from(exported[0] ?? []),
    format: 'der',
    type: 'pkcs8',
  }).export({ format: 'jwk' })
  for (const secret of [d, p, q, dp, dq, qi].map((text) => Buffer.from(text ?? '', 'base64url').toString('latin1'))) {
    expect(secret.length).toBeGreaterThan(100)
    for (let at = 0; at + 16 <= secret.length; at += 8) expect(everything).not.toContain(secret.slice(at, at + 16))
  }
  expect(everything).not.toContain(password)
  expect(made.keystoreXml).not.toContain(password)
  expect(fetched).not.toHaveBeenCalled()
})

test('joins an existing file, and what is in it stays', async () => {
  const first = await makeCredential({ abn, name: 'One', password, submit: server({ name: 'One' }).submit })
  const existing = new TextEncoder().encode(first.keystoreXml)
  const both = await makeCredential({ abn, name: 'Two', password, existing, submit: server({ name: 'Two' }).submit })
  expect(openKeystore(both.keystoreXml, password).credentials.map(({ name1 }) => name1)).toEqual(['One', 'Two'])
  const kept = readKeystore(first.keystoreXml).credentials[0]
  expect(readKeystore(both.keystoreXml).credentials[0]?.serialNumber).toBe(kept?.serialNumber)
})

test('a renewal takes the place of the old one where that is wanted', async () => {
  const old = await makeCredential({ abn, name: 'Again', password, submit: server({ name: 'Again' }).submit })
  const existing = new TextEncoder().encode(old.keystoreXml)
  const submit = server({ name: 'Again' }).submit
  const renewed = await makeCredential({ abn, name: 'Again', password, existing, replace: true, submit })
  const credentials = readKeystore(renewed.keystoreXml).credentials
  expect(credentials).toHaveLength(1)
  expect(credentials[0]?.serialNumber).not.toBe(readKeystore(old.keystoreXml).credentials[0]?.serialNumber)
})

test('what is wrong with password or file is found before anything is sent', async () => {
  const file = new TextEncoder().encode(
    (await makeCredential({ abn, name: 'Taken', password, submit: server({ name: 'Taken' }).submit })).keystoreXml,
  )
  const { sent, submit } = server()
  const tries: [Partial<MakeCredentialInput>, string][] = [
    [{ password: 'short' }, 'keystore.password-rule'],
    [{ password: 'no upper case 1!' }, 'keystore.password-rule'],
    [{ existing: file, password: 'Wrong-Horse-1' }, 'keystore.wrong-password'],
    [{ existing: file, name: 'Taken' }, 'keystore.already-there'],
    [{ existing: new Uint8Array([1, 2, 3]) }, 'keystore.'],
    [{ abn: '11111111111' }, 'abn.invalid'],
  ]
  for (const [change, code] of tries) {
    await expect(makeCredential({ abn, name: 'Browser', password, submit, ...change })).rejects.toMatchObject({
      code: expect.stringContaining(code),
    })
  }
  expect(sent).toEqual([])
})

test('a certificate for something else than was asked for is not put into a file', async () => {
  const wrong = [
    server({ name: 'Other' }).submit,
    server({ abn: '11000002568' }).submit,
    async () => ({ certificates: [] }),
    async () => {
      const other = server()
      const others = await makeCredential({ abn, name: 'Browser', password, submit: other.submit })
      return {
        certificates: readKeystore(others.keystoreXml).credentials.flatMap((one) => one.certificates.map(toBase64)),
      }
    },
  ]
  for (const submit of wrong) {
    await expect(makeCredential({ abn, name: 'Browser', password, submit })).rejects.toMatchObject({
      code: 'credential.wrong-answer',
    })
  }
})

test('what the server refuses comes through as it is', async () => {
  const refusal = new Error('refused')
  await expect(makeCredential({ abn, name: 'Browser', password, submit: () => Promise.reject(refusal) })).rejects.toBe(
    refusal,
  )
})
