import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { day, type Instant, isoTime } from '../../lib/core/clock.ts'
import { claimUris } from '../../lib/formats/saml/index.ts'
import { signParts } from './mas-clients.ts'
import { endpoint, refusalOf, type TestService, testService, tokenOf } from './mas-world.ts'

/*
 * Signature wrapping against the token service: the attacker holds one old message that somebody signed, and moves its
 * signed parts to where they are not read, so that the digest holds while the service reads something else.
 */

let service: TestService

beforeAll(async () => {
  service = await testService()
})

beforeEach(() => {
  service.clock.advance(1000)
})

const timestamp = /<u:Timestamp.*<\/u:Timestamp>/s
const signature = /<ds:Signature .*<\/ds:Signature>/s

/** A message that was good a day ago. */
const old = () => service.request({ now: (service.clock.now() - day) as Instant })

/** A fresh Timestamp that nobody signed. */
const fresh = (id = '') =>
  `<u:Timestamp${id && ` u:Id="${id}"`}><u:Created>${isoTime(service.clock.now())}</u:Created><u:Expires>${isoTime((service.clock.now() + 300_000) as Instant)}</u:Expires></u:Timestamp>`

const part = (message: string, pattern: RegExp) => pattern.exec(message)?.[0] as string

describe('a signed Timestamp that is moved away', () => {
  test.each<[string, (message: string, moved: string) => string]>([
    [
      'into a header of its own, a fresh one in its place',
      (m, t) => m.replace(timestamp, fresh()).replace('</s:Header>', `<x:w xmlns:x="urn:x">${t}</x:w></s:Header>`),
    ],
    ['into the Body', (m, t) => m.replace(timestamp, fresh()).replace('<s:Body>', `<s:Body>${t}`)],
    [
      'into the request',
      (m, t) => m.replace(timestamp, fresh()).replace('<t:KeyType>', `<x:w xmlns:x="urn:x">${t}</x:w><t:KeyType>`),
    ],
    [
      'into the signature as an Object',
      (m, t) => m.replace(timestamp, fresh()).replace('</ds:Signature>', `<ds:Object>${t}</ds:Object></ds:Signature>`),
    ],
    ['into KeyInfo', (m, t) => m.replace(timestamp, fresh()).replace('<ds:KeyInfo>', `<ds:KeyInfo>${t}`)],
    ['into the fresh one', (m, t) => m.replace(timestamp, fresh().replace('</u:Timestamp>', `${t}</u:Timestamp>`))],
    ['behind a fresh one with the same identifier', (m, t) => m.replace(timestamp, fresh('_0') + t)],
    ['beside a fresh one', (m, t) => m.replace(timestamp, fresh('_9') + t)],
    [
      'into a second security header',
      (m, t) =>
        m
          .replace(timestamp, fresh())
          .replace(
            '</o:Security>',
            `</o:Security><o:Security xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">${t}</o:Security>`,
          ),
    ],
    [
      'into a security header for somebody else',
      (m, t) =>
        m
          .replace(timestamp, fresh())
          .replace(
            '</o:Security>',
            `</o:Security><o:Security s:role="urn:other" xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">${t}</o:Security>`,
          ),
    ],
    [
      'into a second envelope inside',
      (m, t) =>
        m
          .replace(timestamp, fresh())
          .replace(
            '</s:Header>',
            `<s:Envelope><s:Header><o:Security xmlns:o="urn:o">${t}</o:Security></s:Header></s:Envelope></s:Header>`,
          ),
    ],
  ])('%s', async (_name, wrap) => {
    const message = old()
    const forged = wrap(message, part(message, timestamp))
    expect(forged).not.toBe(message)
    const answer = await service.answer(forged)
    expect(answer.status).toBe(500)
    expect(answer.trace?.errorCode).not.toBe('common.internal')
    expect(service.internalErrors).toEqual([])
  })

  test('the old message itself is refused for its age only', async () => {
    expect(refusalOf(await service.answer(old()))).toBe('mas.message-expired')
  })
})

describe('a signed To that is moved away', () => {
  const to = /<a:To .*?<\/a:To>/s
  test.each<[string, (message: string, moved: string) => string]>([
    [
      'into a header of its own',
      (m, t) =>
        m.replace(to, `<a:To>${endpoint}</a:To>`).replace('</s:Header>', `<x:w xmlns:x="urn:x">${t}</x:w></s:Header>`),
    ],
    ['beside another one', (m, t) => m.replace(to, `<a:To>${endpoint}</a:To>${t}`)],
    ['into the request', (m, t) => m.replace(to, `<a:To>${endpoint}</a:To>`).replace('<t:KeyType>', `${t}<t:KeyType>`)],
  ])('%s', async (_name, wrap) => {
    const message = service.request({ to: 'https://other-service.example/sts' })
    const answer = await service.answer(wrap(message, part(message, to)))
    expect(['mas.signed-part-elsewhere', 'xml.repeated-element']).toContain(refusalOf(answer))
  })
})

describe('a signature that covers something else', () => {
  const sign = (ids: string[], change: (unsigned: string) => string = (m) => m) => {
    const unsigned = change(service.request().replace(signature, ''))
    const tokenId = /u:Id="(uuid-[^"]*)"/.exec(unsigned)?.[1] as string
    return signParts(unsigned, service.machine.privateKey, { ids, tokenId })
  }

  test('To alone is not enough', async () => {
    expect(refusalOf(await service.answer(sign(['_1'])))).toBe('mas.timestamp-not-signed')
  })

  test('an element of the request is not enough, whatever its name', async () => {
    const hidden = (m: string) => m.replace(/u:Id="_0"/, '').replace('<t:KeyType>', `${fresh('_0')}<t:KeyType>`)
    expect(refusalOf(await service.answer(sign(['_0'], hidden)))).toBe('mas.signed-part-elsewhere')
  })

  test('a signed Body counts, and must be the one that is read', async () => {
    const named = (m: string) => m.replace('<s:Body>', '<s:Body u:Id="body">')
    const message = sign(['_0', 'body'], named)
    const changed = message.replace('<t:KeyType>', '<t:KeySize>512</t:KeySize><t:KeyType>')
    expect(refusalOf(await service.answer(changed))).toBe('xmldsig.digest-mismatch')
    expect(refusalOf(await service.answer(message))).toBe('accepted')
  })

  test('a signed Body that is moved away is refused', async () => {
    const message = sign(['_0', 'body'], (m) => m.replace('<s:Body>', '<s:Body u:Id="body">'))
    const body = part(message, /<s:Body.*<\/s:Body>/s)
    const other = body.replace(' u:Id="body"', '').replace('<t:KeyType>', '<t:KeySize>512</t:KeySize><t:KeyType>')
    const forged = message.replace(body, other).replace('</s:Header>', `<x:w xmlns:x="urn:x">${body}</x:w></s:Header>`)
    expect(refusalOf(await service.answer(forged))).toBe('mas.signed-part-elsewhere')
  })

  test('the certificate may be signed too, but not exchanged', async () => {
    const unsigned = service.request().replace(signature, '')
    const tokenId = /u:Id="(uuid-[^"]*)"/.exec(unsigned)?.[1] as string
    const message = signParts(unsigned, service.machine.privateKey, { ids: ['_0', tokenId], tokenId })
    const theirs = Buffer.from(service.provider.certificate.der).toString('base64')
    const mine = Buffer.from(service.machine.certificate.der).toString('base64')
    expect(refusalOf(await service.answer(message.replace(mine, theirs)))).toBe('xmldsig.digest-mismatch')
    expect(refusalOf(await service.answer(message))).toBe('accepted')
  })
})

describe('values that are cut short', () => {
  test('a comment in a claim, an address or a value does not end it', async () => {
    const claims = [{ uri: claimUris.abn, optional: false, value: '27809366375' }]
    const message = service.request({ claims }).replace('>27809366375<', '>27809366375<!-- -->999<')
    expect(refusalOf(await service.answer(message))).toBe('mas.claim-unavailable')
    const address = service.request().replace('/usiservice.svc<', '/usiservice.svc<!-- x -->.evil.example<')
    expect(refusalOf(await service.answer(address))).toBe('mas.relying-party-unknown')
  })

  test('a comment inside the signed Timestamp changes nothing that is read', async () => {
    const message = old().replace(/(Created>)(20)/, '$1<!-- -->$2')
    expect(refusalOf(await service.answer(message))).toBe('mas.message-expired')
  })

  test('references to characters are what they mean', async () => {
    const message = service.request().replace('usiservice.svc<', 'usiservice&#46;svc<')
    expect(service.open(tokenOf(await service.answer(message))).audience).toMatch(/usiservice\.svc$/)
  })
})

describe('documents that are made to hurt', () => {
  test.each<[string, () => string]>([
    ['billion laughs', () => `<!DOCTYPE a [<!ENTITY b "${'x'.repeat(100)}"><!ENTITY c "&b;&b;">]>${service.request()}`],
    [
      'an outside entity',
      () => `<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>${service.request().replace(endpoint, '&b;')}`,
    ],
    [
      'deep nesting',
      () => service.request().replace('<t:KeyType>', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}<t:KeyType>`),
    ],
    [
      'many attributes',
      () =>
        service
          .request()
          .replace(
            '<t:KeyType>',
            `<a ${Array.from({ length: 5_000 }, (_, at) => `b${at}="c"`).join(' ')}/><t:KeyType>`,
          ),
    ],
    ['a huge attribute', () => service.request().replace('<t:KeyType>', `<a b="${'c'.repeat(100_000)}"/><t:KeyType>`)],
    ['many elements', () => service.request().replace('<t:KeyType>', `${'<a/>'.repeat(20_000)}<t:KeyType>`)],
    [
      'many references',
      () => service.request().replace(/(<ds:Reference URI="#_0">.*?<\/ds:Reference>)/s, '$1'.repeat(40)),
    ],
    ['a huge certificate', () => service.request().replace(/(Base64Binary">)[^<]*/, `$1${'QUJD'.repeat(40_000)}`)],
  ])('%s is refused quickly', async (_name, write) => {
    const message = write()
    const began = performance.now()
    const answer = await service.answer(message)
    expect(answer.status).toBe(500)
    expect(refusalOf(answer)).not.toBe('common.internal')
    expect(performance.now() - began).toBeLessThan(500)
  })
})
