import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { equalBytes, fromBase64, utf8 } from '../../lib/core/bytes.ts'
import { day, type Instant, minute } from '../../lib/core/clock.ts'
import { seededRandom } from '../../lib/core/random.ts'
import type { TokenAnswer } from '../../lib/domain/mas/answer-message.ts'
import { claimUris } from '../../lib/formats/saml/index.ts'
import { attributeOf, descendants, namespaces, parseXml, textOf, type XmlElement } from '../../lib/formats/xml/index.ts'
import { type ClientCall, clientA, clientB, clientC, clientE, clientW } from './mas-clients.ts'
import {
  clientAbn,
  endpoint,
  endpoint12,
  providerAbn,
  refusalOf,
  type TestService,
  testService,
  tokenOf,
  usiAddress,
  walk,
} from './mas-world.ts'

let service: TestService
let call: ClientCall
const relation = { provider: providerAbn, client: clientAbn, softwareId: '0000123400' }

beforeAll(async () => {
  service = await testService()
})

function ready(holder = service.machine): ClientCall {
  service.clock.advance(1000)
  call = { holder, now: service.clock.now(), to: endpoint, appliesTo: usiAddress }
  return call
}

const rootOf = (answer: TokenAnswer) => parseXml(utf8(answer.body)).root
const responseOf = (answer: TokenAnswer) => responseIn(rootOf(answer))
const responseIn = (root: XmlElement) =>
  walk(root, 'Body', 'RequestSecurityTokenResponseCollection', 'RequestSecurityTokenResponse')

/** Elements by local name in document order, as a client without namespaces finds them. */
function byLocalName(root: XmlElement, name: string): XmlElement[] {
  const found: XmlElement[] = []
  const visit = (element: XmlElement) => {
    if (element.local === name) found.push(element)
    for (const child of element.children) if (child.type === 'element') visit(child)
  }
  visit(root)
  return found
}

describe('client B, hand-built PHP', () => {
  test('gets a SAML 1.1 token at v1.3 with the Timestamp alone signed', async () => {
    const answer = await service.answer(clientB(ready()))
    const issued = tokenOf(answer)
    const opened = service.open(issued)
    expect(opened.version).toBe('saml1')
    expect(opened.claims.get(claimUris.abn)).toEqual(['27809366375'])
    expect(opened.claims.get(claimUris.credentialType)).toEqual(['ABR_Device'])
  })

  test('gets SHA-1 signatures at v1.2 and none at v1.3', async () => {
    const old = await service.answer(clientB({ ...ready(), to: endpoint12 }, { sha1: true }), 'S007v1.2')
    expect(service.open(tokenOf(old), { allowSha1: true }).version).toBe('saml1')
    expect(() => service.open(tokenOf(old))).toThrow('xmldsig.algorithm-not-allowed')
    const current = await service.answer(clientB(ready(), { sha1: true }))
    expect(refusalOf(current)).toBe('xmldsig.algorithm-not-allowed')
  })

  test('finds what it takes by position: EncryptedData[0], BinarySecret[0], SecurityTokenReference[1]', async () => {
    const answer = await service.answer(clientB(ready()))
    const root = rootOf(answer)
    const requested = walk(responseIn(root), 'RequestedSecurityToken')
    expect(byLocalName(root, 'EncryptedData')[0]).toBe(requested.children[0])
    const attached = walk(responseIn(root), 'RequestedAttachedReference')
    expect(byLocalName(root, 'SecurityTokenReference')[1]).toBe(attached.children[0])
    const secret = byLocalName(root, 'BinarySecret')[0] as XmlElement
    expect(secret.parent?.local).toBe('RequestedProofToken')
    const opened = service.open(tokenOf(answer))
    const key = fromBase64(textOf(secret)) as Uint8Array
    expect(opened.confirmation.method === 'symmetric' && equalBytes(opened.confirmation.proofKey, key)).toBe(true)
  })

  test('gets a plain key although it names an algorithm for computed ones', async () => {
    const proof = walk(responseOf(await service.answer(clientB(ready()))), 'RequestedProofToken')
    expect(proof.children.map((child) => (child as XmlElement).local)).toEqual(['BinarySecret'])
    const secret = proof.children[0] as XmlElement
    expect(attributeOf(secret, '', 'Type')).toBe('http://docs.oasis-open.org/ws-sx/ws-trust/200512/Nonce')
    expect(fromBase64(textOf(secret))).toHaveLength(32)
  })

  test('recognises a fault by the prefix soap', async () => {
    const message = clientB(ready())
    await service.answer(message)
    const again = await service.answer(message)
    expect(again.body).toMatch(/<soap:Fault>/)
    expect(again.status).toBe(500)
  })

  test('without a Lifetime, gets the usual one of the service', async () => {
    const { created, expires } = tokenOf(await service.answer(clientB(ready())))
    expect((expires as Instant) - (created as Instant)).toBe(30 * minute)
  })
})

describe('client C, current PHP', () => {
  test('finds its parts by path and namespace', async () => {
    const answer = await service.answer(clientC(ready()))
    const response = responseOf(answer)
    const data = walk(response, 'RequestedSecurityToken', 'EncryptedAssertion', 'EncryptedData')
    expect([data.ns, data.parent?.ns]).toEqual([namespaces.xenc, namespaces.saml2])
    expect(walk(response, 'RequestedProofToken', 'BinarySecret').ns).toBe(namespaces.wst13)
    expect(walk(response, 'RequestedAttachedReference', 'SecurityTokenReference').ns).toBe(namespaces.wsse)
  })

  test('gets the day that it asks for, and its token without the wrapping is accepted as well', async () => {
    const issued = tokenOf(await service.answer(clientC(ready())))
    expect((issued.expires as Instant) - (issued.created as Instant)).toBe(day)
    const bare = issued.token.slice(issued.token.indexOf('<xenc:EncryptedData'), issued.token.lastIndexOf('</saml2:'))
    expect(service.open({ ...issued, token: bare }).version).toBe('saml2')
  })

  test('names its token by the identifier that the assertion has', async () => {
    const answer = await service.answer(clientC(ready()))
    const identifier = walk(responseOf(answer), 'RequestedAttachedReference', 'SecurityTokenReference', 'KeyIdentifier')
    expect(textOf(identifier)).toBe(service.open(tokenOf(answer)).id)
    expect(attributeOf(identifier, '', 'ValueType')).toMatch(/#SAMLID$/)
  })
})

describe('client E, SBR2', () => {
  test('gets a key of 512 bits, its size told, and what optional claims there are', async () => {
    const answer = await service.answer(clientE(ready()))
    expect(textOf(walk(responseOf(answer), 'KeySize'))).toBe('512')
    const opened = service.open(tokenOf(answer))
    expect(opened.confirmation.method === 'symmetric' && opened.confirmation.proofKey.length).toBe(64)
    const { certificate } = service.machine
    expect(opened.claims.get(claimUris.certificateSerialNumber)).toEqual([certificate.serial.decimal])
    expect(opened.claims.get(claimUris.fingerprint)).toEqual([certificate.fingerprints.sha1])
    expect(opened.claims.has(claimUris.givenNames)).toBe(false)
    expect(opened.claims.has(claimUris.previousSubject)).toBe(false)
  })
})

describe('clients W (.NET) and A (Java), cloud software', () => {
  test.each([
    ['W', clientW],
    ['A', clientA],
  ])('%s gets a token that speaks for the client and names the provider', async (_name, write) => {
    const opened = service.open(tokenOf(await service.answer(write(ready(service.provider), { relation }))))
    expect(opened.claims.get(claimUris.abn)).toEqual([clientAbn])
    expect(opened.claims.get(claimUris.providerAbn)).toEqual([providerAbn])
    expect(opened.claims.get(claimUris.softwareId)).toEqual(['0000123400'])
  })

  test('W speaks for itself without a relationship', async () => {
    const opened = service.open(tokenOf(await service.answer(clientW(ready()))))
    expect(opened.claims.get(claimUris.abn)).toEqual(['27809366375'])
    expect(opened.claims.has(claimUris.providerAbn)).toBe(false)
  })

  test('W computes the proof key from the random bytes of both sides', async () => {
    const client = seededRandom(5).bytes(32)
    const answer = await service.answer(clientW(ready(), { entropy: client }))
    const response = responseOf(answer)
    expect(textOf(walk(response, 'RequestedProofToken', 'ComputedKey'))).toMatch(/\/CK\/PSHA1$/)
    const issued = tokenOf(answer, { client, keySize: 256 })
    const opened = service.open(issued)
    const server = fromBase64(textOf(walk(response, 'Entropy', 'BinarySecret'))) as Uint8Array
    // P_SHA-1 written out for 32 bytes: two rounds.
    const hmac = (...parts: Uint8Array[]) => createHmac('sha1', client).update(Buffer.concat(parts)).digest()
    const a1 = hmac(server)
    const expected = Buffer.concat([hmac(a1, server), hmac(hmac(a1), server)]).subarray(0, 32)
    expect(opened.confirmation.method === 'symmetric' && equalBytes(opened.confirmation.proofKey, expected)).toBe(true)
    expect(issued.proofKey).toEqual(new Uint8Array(expected))
    expect(byLocalName(rootOf(answer), 'BinarySecret')).toHaveLength(1)
  })
})

describe('the response', () => {
  test('has the order of the real one', async () => {
    const response = responseOf(await service.answer(clientE(ready())))
    expect(response.children.map((child) => (child as XmlElement).local)).toEqual([
      'TokenType',
      'RequestedSecurityToken',
      'RequestedAttachedReference',
      'RequestedUnattachedReference',
      'AppliesTo',
      'RequestedProofToken',
      'Lifetime',
      'KeySize',
    ])
  })

  test('answers the message that asked', async () => {
    const header = walk(rootOf(await service.answer(clientC(ready()))), 'Header')
    expect(textOf(walk(header, 'RelatesTo'))).toBe('urn:uuid:7f3b3f6e-0001-4000-8000-00000000000c')
    expect(textOf(walk(header, 'Action'))).toMatch(/\/RSTRC\/IssueFinal$/)
    expect(descendants(header, namespaces.ds, 'Signature')).toHaveLength(0)
    expect(attributeOf(walk(header, 'Security', 'Timestamp'), namespaces.wsu, 'Id')).toMatch(/^TS-/)
  })

  test('repeats AppliesTo as it came', async () => {
    const applies = walk(responseOf(await service.answer(clientA(ready()))), 'AppliesTo')
    expect(applies.ns).toBe(namespaces.wsp)
    expect(textOf(walk(applies, 'EndpointReference', 'Address'))).toBe(usiAddress)
  })
})
