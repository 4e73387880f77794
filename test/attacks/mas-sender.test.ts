import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { day, type Instant } from '../../lib/core/clock.ts'
import type { ErrorCode } from '../../lib/core/errors/index.ts'
import { expectRefused } from './mas-expect.ts'
import {
  by,
  clientAbn,
  type Holder,
  noon,
  refusalOf,
  type TestService,
  testAuthority,
  testService,
} from './mas-world.ts'

let service: TestService
let foreign: Holder
let expired: Holder
let future: Holder

beforeAll(async () => {
  service = await testService()
  const { authority } = service
  // Same names, other keys.
  foreign = await (await testAuthority('Test')).credential('27809366375', 'USIMachine')
  expired = await authority.credential('27809366375', 'Old', { from: (noon - 732 * day) as Instant })
  future = await authority.credential('27809366375', 'New', { from: (noon + 2 * day) as Instant })
  for (const holder of [foreign, expired, future]) service.enrol(holder)
})

beforeEach(() => {
  service.clock.advance(1000)
})

/** Sends a request and expects the refusal. */
const expectRefusal = async (message: string | Uint8Array, code: ErrorCode, event: string) =>
  expectRefused(await service.answer(message), code, event)

describe('the credential', () => {
  test('is from a foreign authority with the same names', async () => {
    await expectRefusal(service.request(by(foreign)), 'certificate.unknown-issuer', 'E2020')
  })

  test('is from an authority that nobody knows', async () => {
    const stranger = await (await testAuthority('Elsewhere')).credential('27809366375', 'X')
    await expectRefusal(service.request(by(stranger)), 'certificate.unknown-issuer', 'E2020')
  })

  test('has expired', async () => {
    await expectRefusal(service.request(by(expired)), 'certificate.expired', 'E2015')
  })

  test('is not yet valid', async () => {
    await expectRefusal(service.request(by(future)), 'certificate.not-yet-valid', 'E2017')
  })

  test('follows the clock of its business, not ours', async () => {
    service.enrol(future, { clockOffsetMs: 3 * day })
    expect(refusalOf(await service.answer(service.request(by(future))))).toBe('accepted')
    service.enrol(service.machine, { clockOffsetMs: 800 * day })
    await expectRefusal(service.request(), 'certificate.expired', 'E2015')
    service.enrol(service.machine)
  })

  test('is not in our record', async () => {
    const unknown = await service.authority.credential('27809366375', 'Unrecorded')
    await expectRefusal(service.request(by(unknown)), 'mas.credential-unknown', 'E2169')
    service.enrol(unknown, { standing: { status: 'issuing' } })
    await expectRefusal(service.request(by(unknown)), 'mas.credential-unknown', 'E2169')
  })

  test('is an authority itself', async () => {
    const { sub } = service.authority
    service.enrol(sub)
    await expectRefusal(service.request(by(sub)), 'certificate.not-permitted-use', 'E2180')
  })

  test.each([
    ['was revoked', { status: 'revoked', at: noon, unclaimed: false }, 'mas.credential-revoked', 'E2014'],
    ['was not claimed in time', { status: 'revoked', at: noon, unclaimed: true }, 'mas.credential-unclaimed', 'E9021'],
    ['is over by our record', { status: 'expired', at: noon }, 'certificate.expired', 'E2015'],
  ] as const)('%s', async (_name, standing, code, event) => {
    service.enrol(service.machine, { standing })
    const answer = await expectRefusal(service.request(), code, event)
    expect(answer.trace).toMatchObject({ abn: '27809366375', credentialId: expect.any(String) })
    service.enrol(service.machine)
  })

  test('still works while it is suspended', async () => {
    service.enrol(service.machine, { standing: { status: 'suspended', until: (noon + day) as Instant } })
    expect(refusalOf(await service.answer(service.request()))).toBe('accepted')
    service.enrol(service.machine)
  })

  test('belongs to another business than its certificate says', async () => {
    service.enrol(service.machine, { abn: clientAbn })
    await expectRefusal(service.request(), 'mas.credential-not-for-business', 'E2180')
    service.enrol(service.machine)
  })

  test('is of a cancelled business', async () => {
    service.cancelled.add('27809366375')
    await expectRefusal(service.request(), 'mas.business-cancelled', 'E9022')
    service.cancelled.clear()
  })
})

describe('replay', () => {
  test('a message is accepted once, whatever is changed around what is signed', async () => {
    const message = service.request()
    expect(refusalOf(await service.answer(message))).toBe('accepted')
    await expectRefusal(message, 'mas.replayed', 'E9020')
    const otherId = message.replace(/MessageID>urn:uuid:[^<]*/, 'MessageID>urn:uuid:other')
    await expectRefusal(otherId, 'mas.replayed', 'E9020')
    await expectRefusal(message.replace(/(<s:Body>)/, '$1 '), 'mas.replayed', 'E9020')
  })

  test('a refused message may come again once the reason is gone', async () => {
    service.cancelled.add('27809366375')
    const message = service.request()
    expect(refusalOf(await service.answer(message))).toBe('mas.business-cancelled')
    service.cancelled.clear()
    expect(refusalOf(await service.answer(message))).toBe('accepted')
  })
})
