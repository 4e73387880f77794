import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { SignedXml } from 'xml-crypto'
import { algorithms } from '../../lib/formats/xmldsig/index.ts'
import { endpoint12, refusalOf, type TestService, testService, tokenOf } from './mas-world.ts'

/* Requests that other software signs: the service must not only understand our own hand. */

const folder = mkdtempSync(join(tmpdir(), 'mandate-mas-'))
afterAll(() => rmSync(folder, { recursive: true }))

let service: TestService

beforeAll(async () => {
  service = await testService()
})

beforeEach(() => {
  service.clock.advance(1000)
})

const signature = /<ds:Signature .*<\/ds:Signature>/s
const unsigned = (changes = {}) => service.request(changes).replace(signature, '<!-- here -->')
const tokenIdOf = (message: string) => /u:Id="(uuid-[^"]*)"/.exec(message)?.[1] as string
const pem = () => service.machine.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string

/** A signature that xmlsec1 fills in. */
function template(tokenId: string, method: string, digest: string): string {
  const reference = (id: string) =>
    `<Reference URI="#${id}"><Transforms><Transform Algorithm="${algorithms.exclusive}"/></Transforms><DigestMethod Algorithm="${digest}"/><DigestValue/></Reference>`
  return `<Signature xmlns="http://www.w3.org/2000/09/xmldsig#">
  <SignedInfo>
    <CanonicalizationMethod Algorithm="${algorithms.exclusive}"/>
    <SignatureMethod Algorithm="${method}"/>
    ${reference('_0')}
    ${reference('_1')}
  </SignedInfo>
  <SignatureValue/>
  <KeyInfo><o:SecurityTokenReference xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><o:Reference URI="#${tokenId}"/></o:SecurityTokenReference></KeyInfo>
</Signature>`
}

function signWithXmlsec(message: string, method: string, digest: string): string {
  const [request, key] = [join(folder, 'request.xml'), join(folder, 'key.pem')]
  writeFileSync(request, message.replace('<!-- here -->', template(tokenIdOf(message), method, digest)))
  writeFileSync(key, pem())
  const ids = ['Timestamp', 'To'].flatMap((name) => ['--id-attr:Id', name])
  return execFileSync('xmlsec1', ['--sign', '--privkey-pem', key, ...ids, request]).toString()
}

describe('xmlsec1 signs, with line breaks and a default namespace in the signature', () => {
  test('with SHA-256', async () => {
    const message = signWithXmlsec(unsigned(), algorithms.rsaSha256, algorithms.sha256)
    expect(service.open(tokenOf(await service.answer(message))).version).toBe('saml2')
  })

  test('with SHA-1, at v1.2 only', async () => {
    const message = signWithXmlsec(unsigned({ to: endpoint12 }), algorithms.rsaSha1, algorithms.sha1)
    expect(refusalOf(await service.answer(message))).toBe('xmldsig.algorithm-not-allowed')
    expect(refusalOf(await service.answer(message, 'S007v1.2'))).toBe('accepted')
  })

  test('and a change afterwards is found', async () => {
    const message = signWithXmlsec(unsigned(), algorithms.rsaSha256, algorithms.sha256)
    const changed = message.replace(/(Expires>20)26/, '$127')
    expect(refusalOf(await service.answer(changed))).toBe('xmldsig.digest-mismatch')
  })
})

test('xml-crypto signs', async () => {
  const message = unsigned()
  const maker = new SignedXml({
    privateKey: pem(),
    signatureAlgorithm: algorithms.rsaSha256,
    canonicalizationAlgorithm: algorithms.exclusive,
    idMode: 'wssecurity',
    getKeyInfoContent: () =>
      `<o:SecurityTokenReference xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><o:Reference URI="#${tokenIdOf(message)}"/></o:SecurityTokenReference>`,
  })
  for (const name of ['Timestamp', 'To']) {
    maker.addReference({
      xpath: `//*[local-name(.)='${name}']`,
      digestAlgorithm: algorithms.sha256,
      transforms: [algorithms.exclusive],
    })
  }
  maker.computeSignature(message, {
    prefix: 'ds',
    location: { reference: "//*[local-name(.)='BinarySecurityToken']", action: 'after' },
  })
  expect(refusalOf(await service.answer(maker.getSignedXml()))).toBe('accepted')
})
