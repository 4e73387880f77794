import { spawnSync } from 'node:child_process'
import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedRelyingParties } from '../../../prisma/seed/relying-parties.ts'
import { usiAddress } from '../../../test/attacks/mas-world.ts'
import { openTestAuthority } from '../../../test/support/authority.ts'
import { business, requestFor, seedCast } from '../../../test/support/credentials.ts'
import { serve } from '../../../test/support/http.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { judgedBy } from '../../../test/vectors/xml-programs.ts'
import { fromBase64, utf8 } from '../../core/bytes.ts'
import { day, hour } from '../../core/clock.ts'
import { systemRandom } from '../../core/random.ts'
import { createTestCredential } from '../../domain/credentials/create/create-test-credential.ts'
import { createCredentialDirectory } from '../../domain/credentials/directory/credential-directory.ts'
import { openRegister } from '../../domain/ram/businesses/register/register.ts'
import { publicKeyOf } from '../../formats/pki/certificate/public-key.ts'
import { readCertificate } from '../../formats/pki/certificate/read.ts'
import { writePem } from '../../formats/pki/pem.ts'
import { openToken } from '../../formats/saml/index.ts'
import { readTokenResponse, writeTokenRequest } from '../../formats/wstrust/index.ts'
import { childrenOf, descendants, namespaces, parseXml, textOf } from '../../formats/xml/index.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import { freshKey } from '../../platform/authority/generate-key.ts'
import { inTransaction } from '../../platform/store/transaction.ts'
import type { Service } from '../http/service.ts'
import { createMasService } from './index.ts'

let runtime: TestRuntime
let authority: Authority
let service: Service
const metadata = 'urn:oasis:names:tc:SAML:2.0:metadata'
let document: string
let server: Awaited<ReturnType<typeof serve>>

beforeAll(async () => {
  runtime = await createTestRuntime('embedded')
  authority = await openTestAuthority(runtime)
  await seedCast(runtime)
  await inTransaction(runtime.store, (tx) => seedRelyingParties(tx, { authority, settings: runtime.settings }))
  service = await createMasService(runtime, {
    authority,
    directory: createCredentialDirectory(runtime),
    register: openRegister(runtime),
    decideRelationship: () => ({ allowed: false, reason: 'none', sentence: 'There is none.' }),
  })
  server = await serve(service)
  document = await fetchMetadata()
})
afterAll(async () => {
  await server.close()
  await service.close?.()
  await runtime.close()
})

async function fetchMetadata(): Promise<string> {
  const response = await fetch(`${server.url}/FederationMetadata/2007-06/FederationMetadata.xml`)
  expect(response.status).toBe(200)
  return await response.text()
}

/** The certificates of a copy of the metadata that a service fetched. */
async function fetchSigners(): Promise<{ certificate: Uint8Array; publicKey: ReturnType<typeof publicKeyOf> }[]> {
  const { root } = parseXml(utf8(await fetchMetadata()))
  const [role] = childrenOf(root, metadata, 'RoleDescriptor')
  return descendants(role ?? root, namespaces.ds, 'X509Certificate').map((element) => {
    const certificate = fromBase64(textOf(element)) ?? new Uint8Array()
    return { certificate, publicKey: publicKeyOf(readCertificate(certificate)) }
  })
}

judgedBy('xmlsec1', 'the metadata is signed as a whole by the key that signs tokens', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-metadata-'))
  const verify = (text: string, signer: Uint8Array) => {
    writeFileSync(join(folder, 'metadata.xml'), text)
    writeFileSync(join(folder, 'signer.pem'), writePem('CERTIFICATE', signer))
    const words = ['--verify', '--id-attr:ID', `${metadata}:EntityDescriptor`, '--enabled-key-data', 'raw-x509-cert']
    const file = join(folder, 'metadata.xml')
    return spawnSync('xmlsec1', [...words, '--pubkey-cert-pem', join(folder, 'signer.pem'), file]).status
  }
  const { der } = authority.tokenSigning().certificate
  expect(verify(document, der)).toBe(0)
  expect(verify(document.replace('SAMLV1.1', 'SAMLV1.2'), der)).not.toBe(0)
  expect(verify(document.replace('xsi:type="fed:', 'xsi:type="md:'), der)).not.toBe(0)
  expect(verify(document, authority.ocsp().certificate.der)).not.toBe(0)
  rmSync(folder, { recursive: true })
})

test('a new signing key is published before it signs, so that no service refuses a token', async () => {
  const { certificate } = authority.tokenSigning()
  runtime.clock.set(certificate.notAfter - 365 * day - hour)
  const key = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const asked = { abn: business.abn, name: 'Steady' }
  const made = await createTestCredential(runtime, {
    ...asked,
    certificateRequest: await requestFor({ ...asked, key: freshKey(key.privateKey) }),
  })
  const leaf = fromBase64(made.certificates[0] ?? '') ?? new Uint8Array()

  // A service that fetches the metadata as seldom as its validity permits.
  let signers = await fetchSigners()
  let fetchedAt = runtime.clock.now()
  expect(signers).toHaveLength(1)
  const used = new Set<string>()
  for (let hours = 0; hours < 12 * 24; hours += 6) {
    runtime.clock.advance(6 * hour)
    await authority.renew()
    if (runtime.clock.now() - fetchedAt >= 3 * day) {
      signers = await fetchSigners()
      fetchedAt = runtime.clock.now()
    }
    const response = await fetch(`${server.url}/R3.0/S007v1.3/service.svc`, {
      method: 'POST',
      body: writeTokenRequest({
        to: 'https://localhost:3443/R3.0/S007v1.3/service.svc',
        appliesTo: usiAddress,
        certificate: leaf,
        privateKey: key.privateKey,
        now: runtime.clock.now(),
        random: systemRandom,
      }),
    })
    const { token } = readTokenResponse(parseXml(utf8(await response.text())))
    used.add(authority.tokenSigning().certificate.fingerprints.sha256)
    openToken(parseXml(utf8(token)).root, {
      signers,
      audiences: [usiAddress],
      now: runtime.clock.now(),
      skew: 0,
      privateKey: authority.relyingPartyKey('usi').privateKey,
      confirmations: ['symmetric'],
    })
  }
  expect(used.size).toBe(2)
  expect(signers).toHaveLength(2)
}, 60_000)

test('the metadata names tokens, claims and addresses, is found in any letter case, and is only read', async () => {
  const address = `${server.url}/federationmetadata/2007-06/FEDERATIONMETADATA.xml`
  const text = await (await fetch(address)).text()
  for (const part of [
    'SAMLV2.0',
    'SAMLV1.1',
    '/R3.0/S007v1.3/service.svc',
    '/R3.0/S007v1.2/service.svc',
    '/claims/abn',
  ]) {
    expect(text).toContain(part)
  }
  expect((await fetch(address, { method: 'POST', body: 'x' })).status).toBe(405)
  expect((await fetch(`${server.url}/federationmetadata/2007-06/other.xml`)).status).toBe(404)
})
