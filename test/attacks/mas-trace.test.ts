import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { instant } from '../../lib/core/clock.ts'
import { by, clientAbn, faultOf, providerAbn, refusalOf, type TestService, testService, tokenOf } from './mas-world.ts'

let service: TestService

beforeAll(async () => {
  service = await testService()
})

beforeEach(() => {
  service.clock.advance(1000)
})

describe('what a refusal tells', () => {
  test('has the text that clients cut apart, without brackets of its own', async () => {
    const answer = await service.answer(service.request({ appliesTo: 'https://x.example/[a].User Advice: [no].' }))
    const fault = faultOf(answer)
    expect(fault.code).toBe('Sender')
    expect(fault.subcode).toBe('InvalidScope')
    expect(fault.text).toMatch(
      /^The service is not known\. Event Code: \[E2003\]\. Event Description: \[.*\]\. User Advice: \[.*\]\. Trace: \[t\w{16}\]\.$/,
    )
    const description = fault.text.slice(fault.text.indexOf('Event Description: [') + 20)
    expect(description.slice(0, description.indexOf('].'))).toBe(fault.description)
  })

  test('has the code for programs', async () => {
    const { body } = await service.answer(service.request({ appliesTo: 'https://x.example/' }))
    expect(body).toContain('<m:Code>mas.relying-party-unknown</m:Code><m:Event>E2003</m:Event>')
  })

  test('answers the message that it is about', async () => {
    const message = service.request({ appliesTo: 'https://x.example/' })
    const id = /MessageID>([^<]*)/.exec(message)?.[1]
    expect((await service.answer(message)).body).toContain(
      `<RelatesTo xmlns="http://www.w3.org/2005/08/addressing">${id}<`,
    )
  })

  test('hides what is our own fault, and counts it as such', async () => {
    const before = service.ports.findCredential
    service.ports.findCredential = () => {
      throw new Error('database password is hunter2')
    }
    const answer = await service.answer(service.request())
    service.ports.findCredential = before
    expect(refusalOf(answer)).toBe('common.internal')
    expect(faultOf(answer)).toMatchObject({ code: 'Receiver', event: 'E1001' })
    expect(answer.body + JSON.stringify(answer.trace)).not.toContain('hunter2')
    expect(service.internalErrors).toHaveLength(1)
  })
})

describe('the trace', () => {
  test('holds no key, secret or token', async () => {
    const answer = await service.answer(service.request({ entropy: new Uint8Array(32).fill(9) }))
    const text = JSON.stringify(answer.trace)
    const issued = tokenOf(answer, { client: new Uint8Array(32).fill(9), keySize: 256 })
    const secrets = [issued.proofKey as Uint8Array, new Uint8Array(32).fill(9)]
    for (const secret of secrets) {
      expect(text).not.toContain(Buffer.from(secret).toString('base64').slice(0, 20))
      expect(text).not.toContain(Buffer.from(secret).toString('hex').slice(0, 20))
    }
    expect(text).not.toContain('CipherValue')
    expect(text).not.toContain('SignatureValue')
  })

  test('does not hold the random bytes of a client that signs its Body', async () => {
    const entropy = new Uint8Array(32).fill(9)
    const answer = await service.answer(service.request({ entropy, signBody: true }))
    expect(refusalOf(answer)).toBe('accepted')
    expect(answer.trace?.steps.some(({ facts }) => facts?.canonical === '(not kept)')).toBe(true)
    expect(JSON.stringify(answer.trace)).not.toContain(Buffer.from(entropy).toString('base64').slice(0, 20))
  })

  test('tells the line of authority', async () => {
    const relation = { id: 'r', provider: providerAbn, client: clientAbn, softwareId: '0000123400' }
    const answer = await service.answer(service.request({ ...by(service.provider), actAs: relation }))
    const step = answer.trace?.steps.find(({ name }) => name === 'authority')
    expect(step?.facts).toMatchObject({ client: clientAbn, provider: providerAbn, notification: 'n-1' })
    expect(answer.trace).toMatchObject({ abn: providerAbn, relyingPartyId: 'usi', outcome: 'ACCEPTED' })
  })

  test('puts a refusal at the step where it happened', async () => {
    const names = async (message: string) => (await service.answer(message)).trace?.steps.at(-1)?.name
    expect(await names('x')).toBe('message')
    expect(await names(service.request({ appliesTo: 'urn:x' }))).toBe('relying-party')
    expect(await names(service.request(by(service.relyingParty)))).toBe('credential')
    expect(await names(service.request({ now: instant('2020-01-01') }))).toBe('freshness')
    expect(await names(service.request({ keySize: 8 }))).toBe('key')
  })
})
