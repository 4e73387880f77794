import { encode } from 'next-auth/jwt'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { systemClock } from '../../core/clock.ts'
import { sessionSecret } from './secret.ts'
import { openSessionCookie, sessionCookieName } from './session-cookie.ts'

let runtime: TestRuntime
let name: string
let cookie: string
const said = {
  sessionId: '00000000-0000-4000-8000-000000000001',
  personId: '00000000-0000-4000-8000-000000000002',
  strength: 'STRONG' as const,
  givenNames: 'Olivia',
  familyName: 'Nguyen',
}
beforeAll(async () => {
  runtime = { ...(await createTestRuntime('embedded')), clock: systemClock } as TestRuntime
  name = sessionCookieName(runtime)
  cookie = await encode({ token: said as never, secret: await sessionSecret(runtime), maxAge: 60 })
})
afterAll(() => runtime.close())

it('says the same each time it is opened', async () => {
  expect(await openSessionCookie(runtime, { [name]: cookie })).toEqual(said)
  expect(await openSessionCookie(runtime, { other: 'x', [name]: cookie })).toEqual(said)
})

it('says nothing once it has ended, though it was opened before', async () => {
  const brief = await encode({ token: said as never, secret: await sessionSecret(runtime), maxAge: -14 })
  // Fourteen seconds over the end are allowed for clocks that differ; two seconds later they are used up.
  expect(await openSessionCookie(runtime, { [name]: brief })).toEqual(said)
  await expect.poll(() => openSessionCookie(runtime, { [name]: brief }), { timeout: 5_000 }).toBeUndefined()
})

it.each([
  // The last letter of all has bits that nobody reads.
  [
    'another letter near its end',
    (text: string) => text.slice(0, -2) + (text.at(-2) === 'A' ? 'B' : 'A') + text.at(-1),
  ],
  ['nothing', () => ''],
  ['what is no cookie of ours', () => 'x.y.z'],
])('says nothing with %s', async (_name, change) => {
  expect(await openSessionCookie(runtime, { [name]: cookie })).toEqual(said)
  expect(await openSessionCookie(runtime, { [name]: change(cookie) })).toBeUndefined()
})

it('says nothing under another name, or sealed with another secret', async () => {
  const foreign = await encode({ token: said as never, secret: 'x'.repeat(64), maxAge: 60 })
  expect(await openSessionCookie(runtime, { [`${name}-other`]: cookie })).toBeUndefined()
  expect(await openSessionCookie(runtime, { [name]: foreign })).toBeUndefined()
})
