import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../../../test/support/sandbox-harness.ts'
import { systemClock } from '../../core/clock.ts'
import { systemRandom } from '../../core/random.ts'
import { main } from './main.ts'

const abn = '53004085616'
const appliesTo = 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc'

let sandbox: TestSandbox
let folder: string
beforeAll(async () => {
  sandbox = await startTestSandbox()
  folder = await mkdtemp(join(tmpdir(), 'mandate-world-'))
}, 90_000)
afterAll(async () => {
  await sandbox.close()
  await rm(folder, { recursive: true })
})

/** Runs the command in this process. */
async function mandate(...args: string[]) {
  const said = { out: '', errors: '' }
  const keep = (where: 'out' | 'errors', text: string) => {
    said[where] += text
  }
  const code = await main(args, {
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    stdout: { write: (text) => keep('out', text) },
    stderr: { write: (text) => keep('errors', text) },
    env: { MANDATE_URL: sandbox.https, MANDATE_KEYSTORE_PASSWORD: 'Sandbox-only-1' },
    clock: systemClock,
    random: systemRandom,
  })
  return { code, ...said }
}

test('a command that cannot be is refused before anything is asked', async () => {
  expect((await mandate('sandbox', 'time', '--abn', abn)).code).toBe(2)
  expect((await mandate('sandbox', 'time', '--abn', abn, '--days', '3', '--back')).code).toBe(2)
  expect((await mandate('sandbox', 'time', '--abn', '12345678901', '--back')).code).toBe(2)
  expect((await mandate('sandbox', 'fault')).code).toBe(2)
  expect((await mandate('sandbox', 'reset')).code).toBe(2)
  expect((await mandate('sandbox', 'restore')).code).toBe(2)
  const file = join(folder, 'broken.json')
  await writeFile(file, '{ not json')
  expect((await mandate('sandbox', 'setup', file)).code).toBe(2)
  expect((await mandate('sandbox', 'setup', join(folder, 'none.json'))).errors).toContain('ENOENT')
})

test('a refusal of the sandbox says what is wrong', async () => {
  expect((await mandate('sandbox', 'restore', 'never-taken')).errors).toContain(
    'There is no snapshot named never-taken',
  )
  expect((await mandate('sandbox', 'fault', 'mas.nothing')).errors).toContain('There is no error mas.nothing')
  expect((await mandate('sandbox', 'persona', 'nobody', '--strength', 'basic')).errors).toContain('no persona nobody')
})

test('a vendor sets up a world, breaks it, and brings it back', async () => {
  const world = join(folder, 'world.json')
  const vera = { id: 'vera', givenNames: 'Vera', familyName: 'Stone', birthDate: '1990-01-31', strength: 'STRONG' }
  await writeFile(
    world,
    JSON.stringify({
      personas: [vera],
      businesses: [{ abn, name: 'CI Training', associates: [{ persona: 'vera' }], usiOrganisation: 'CI1234' }],
      authorisations: [{ abn, persona: 'vera', type: 'PRINCIPAL_AUTHORITY' }],
    }),
  )
  expect(await mandate('sandbox', 'setup', world)).toMatchObject({ code: 0, errors: '' })
  const keystore = join(folder, 'keystore.xml')
  expect(await mandate('sandbox', 'credential', '--abn', abn, '--name', 'ci', '--out', keystore)).toMatchObject({
    code: 0,
  })
  const token = () => mandate('token', '--keystore', keystore, '--applies-to', appliesTo, '--json')
  expect((await token()).code).toBe(0)
  expect((await mandate('sandbox', 'snapshot', 'ready')).out).toContain('The snapshot ready is taken')

  await mandate('sandbox', 'fault', 'mas.credential-revoked', '--service', 'mas', '--calls', '1')
  const failed = await token()
  expect(failed.code).toBe(1)
  const { error } = JSON.parse(failed.out) as { error: { trace: string } }
  const why = await mandate('why', error.trace)
  expect(why.out).toContain('Nothing is wrong with this call')
  expect((await token()).code).toBe(0)

  const gone = await mandate('sandbox', 'time', '--abn', abn, '--after-expiry')
  expect(gone.out).toContain('1 credential expired')
  expect((await token()).code).toBe(1)
  await mandate('sandbox', 'business', abn, '--cancel')

  expect((await mandate('sandbox', 'restore', 'ready')).code).toBe(0)
  expect((await token()).code).toBe(0)
  expect((await mandate('sandbox', 'business')).out).toContain('CI Training, registered, Vera Stone')
  expect((await mandate('sandbox', 'persona')).out).toContain('Vera Stone, strong identity')
  expect((await mandate('sandbox', 'reset', '--yes')).code).toBe(0)
  expect((await token()).code).toBe(1)
  expect((await mandate('sandbox', 'snapshot')).out).toContain('ready')
})
