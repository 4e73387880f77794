import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest'
import { systemClock } from '../../core/clock.ts'
import { systemRandom } from '../../core/random.ts'
import type { RegisteredView } from '../../domain/sandbox/businesses/businesses.ts'
import type { CreateBusinessInput } from '../../domain/sandbox/businesses/fields.ts'
import type { AddFaultInput } from '../../domain/sandbox/faults/fault.ts'
import type { FaultView } from '../../domain/sandbox/faults/faults.ts'
import type { CreatePersonaInput, PersonaView } from '../../domain/sandbox/people/personas.ts'
import type { SetUpWorld, SetUpWorldInput } from '../../domain/sandbox/setup/set-up-world.ts'
import type { Snapshot } from '../../domain/sandbox/snapshots/list-snapshots.ts'
import type { TravelInput } from '../../domain/sandbox/time/journey.ts'
import type { BusinessClock } from '../../domain/sandbox/time/list-clocks.ts'
import type { TrafficCall } from '../../domain/sandbox/traffic/list-traffic.ts'
import type { InboxMail } from '../../platform/mail/inbox.ts'
import { sandboxAreas } from '../../services/api/routes/sandbox/index.ts'
import * as kit from '../index.ts'
import { main } from './main.ts'

/** Console, API, library and command agree: every act of the console is in each of them. */

const routes = sandboxAreas.flatMap((area) => area.routes)
const id = '11111111-2222-4333-8444-555555555555'
const abn = '53004085616'

/** An act: the call of the API, the command that does it, and the form of the console, where it has one. */
type Act = { call: string; command: string; form?: string }
const acts: Act[] = [
  { call: 'listSandboxPersonas', command: 'sandbox persona' },
  { call: 'createSandboxPersona', command: 'sandbox persona vera --new', form: 'createPersonaAction' },
  { call: 'changeSandboxPersona', command: 'sandbox persona vera --strength basic', form: 'changePersonaAction' },
  { call: 'listSandboxBusinesses', command: 'sandbox business' },
  { call: 'createSandboxBusiness', command: 'sandbox business --new --name CI', form: 'createBusinessAction' },
  { call: 'changeSandboxBusiness', command: `sandbox business ${abn} --cancel`, form: 'changeBusinessAction' },
  { call: 'addSandboxAssociate', command: `sandbox business ${abn} --associate vera`, form: 'addAssociateAction' },
  {
    call: 'removeSandboxAssociate',
    command: `sandbox business ${abn} --remove-associate ${id}`,
    form: 'removeAssociateAction',
  },
  { call: 'travelInTime', command: `sandbox time --abn ${abn} --days 3`, form: 'travelAction' },
  { call: 'addSandboxFault', command: 'sandbox fault --drop', form: 'addFaultAction' },
  { call: 'listSandboxFaults', command: 'sandbox fault --list' },
  { call: 'removeSandboxFault', command: `sandbox fault --remove ${id}` },
  { call: 'removeSandboxFaults', command: 'sandbox fault --clear', form: 'removeFaultsAction' },
  { call: 'takeSandboxSnapshot', command: 'sandbox snapshot calm', form: 'takeSnapshotAction' },
  { call: 'listSandboxSnapshots', command: 'sandbox snapshot' },
  { call: 'restoreSandboxSnapshot', command: 'sandbox restore calm', form: 'actOnSnapshotAction' },
  { call: 'deleteSandboxSnapshot', command: 'sandbox snapshot calm --delete', form: 'actOnSnapshotAction' },
  { call: 'resetSandbox', command: 'sandbox reset --yes', form: 'resetAction' },
  { call: 'setUpSandbox', command: 'sandbox setup -' },
  { call: 'listSandboxMails', command: 'sandbox inbox' },
  { call: 'viewSandboxMail', command: `sandbox inbox ${id}` },
  { call: 'listSandboxTraffic', command: 'sandbox traffic' },
  { call: 'listSandboxActs', command: 'sandbox acts' },
]

/** Calls that have a function of another name, or that a command does not do alone. */
const others: Record<string, { kit?: string; why?: string }> = {
  createSandboxCredential: { kit: 'createSandboxCredential' },
  revokeSandboxCredential: { kit: 'revokeSandboxCredential' },
  listSandboxTrust: { kit: 'listTrusted' },
  trustSandboxKeystore: { kit: 'trustKeystore' },
  stopSandboxTrust: { kit: 'stopTrusting' },
  viewSandboxTrace: { kit: 'explainTrace' },
  viewSandbox: { why: 'the kit knows the addresses, and doctor compares them' },
  listTestData: { why: 'a page for people; programs set up their own world' },
  listSandboxClocks: { kit: 'listSandboxClocks' },
  watchSandboxTraffic: { why: 'any client of server-sent events will do' },
}

const asked: string[] = []
const server = createServer((request, response) => {
  asked.push(`${request.method} ${request.url}`)
  const lists = ['personas', 'clocks', 'faults', 'codes', 'acts', 'rows', 'snapshots', 'calls', 'mails', 'events']
  const answer = {
    ...Object.fromEntries(lists.map((name) => [name, []])),
    journeys: [],
    businesses: [{ abn, name: 'CI', status: 'REGISTERED', associates: [{ id, name: 'Vera Stone' }] }],
    associates: [],
    ...{
      id,
      abn,
      name: 'x',
      email: 'x',
      givenNames: 'Vera',
      familyName: 'Stone',
      strength: 'BASIC',
      status: 'REGISTERED',
      text: 'x',
      summary: 'x',
    },
    ...{ now: '2026-03-02T00:00:00Z', removed: 1, reset: true, delayMs: 0, drop: true, error: null, remaining: 1 },
  }
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
})
let endpoint = ''
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  endpoint = `http://localhost:${(server.address() as AddressInfo).port}`
})
afterAll(() => void server.close())

async function mandate(command: string): Promise<{ code: number; said: string }> {
  let said = ''
  const write = (text: string) => {
    said += text
  }
  const stdin = new PassThrough()
  stdin.end('{}')
  const world = { env: { MANDATE_URL: endpoint }, clock: systemClock, random: systemRandom }
  const streams = { stdin: stdin as unknown as NodeJS.ReadStream, stdout: { write }, stderr: { write } }
  return { code: await main(command.split(' '), { ...streams, ...world }), said }
}

describe.each(acts)('$call', ({ call, command }) => {
  it(`is what "mandate ${command}" asks for, and a function of the library`, async () => {
    asked.length = 0
    const { code, said } = await mandate(command)
    expect(said).not.toMatch(/undefined|\[object/)
    expect(code, said).toBe(0)
    const route = routes.find((one) => one.id === call)
    const path = `/api/v1${route?.path}`.replace('{abn}', abn).replace('{name}', 'calm')
    const paths = [path.replace('{id}', id), path.replace('{id}', 'vera')]
    expect(paths.map((one) => `${route?.method} ${one}`)).toContain(asked.at(-1))
    expect(kit).toHaveProperty(call, expect.any(Function))
  })
})

it('the library sends what the use cases take, and reads what they answer: the type check judges this', () => {
  expectTypeOf<kit.NewSandboxPersona>().toExtend<CreatePersonaInput>()
  expectTypeOf<kit.NewSandboxBusiness>().toExtend<CreateBusinessInput>()
  expectTypeOf<kit.SandboxDestination>().toExtend<TravelInput>()
  expectTypeOf<kit.NewSandboxFault>().toExtend<AddFaultInput>()
  expectTypeOf<kit.WantedSandboxWorld>().toExtend<SetUpWorldInput>()
  expectTypeOf<PersonaView>().toExtend<kit.SandboxPersona>()
  expectTypeOf<RegisteredView>().toExtend<kit.SandboxBusiness>()
  expectTypeOf<FaultView>().toExtend<kit.SandboxFault>()
  expectTypeOf<BusinessClock>().toExtend<kit.SandboxClock>()
  expectTypeOf<Snapshot>().toExtend<kit.SandboxSnapshot>()
  expectTypeOf<SetUpWorld>().toExtend<kit.SandboxWorld>()
  expectTypeOf<TrafficCall>().toExtend<kit.SandboxCall>()
  expectTypeOf<InboxMail>().toExtend<kit.SandboxMail>()
})

it('every call of the API is among the acts, or it is said where else it is', () => {
  const known = new Set([...acts.map(({ call }) => call), ...Object.keys(others)])
  expect(routes.map((route) => route.id).filter((one) => !known.has(one))).toEqual([])
  expect([...known].filter((one) => !routes.some((route) => route.id === one))).toEqual([])
  for (const [call, { kit: name, why }] of Object.entries(others)) {
    if (name === undefined) expect(why, call).toMatch(/./)
    else expect(kit).toHaveProperty(name, expect.any(Function))
  }
})

it('every form of the console is among the acts', () => {
  const folder = join(import.meta.dirname, '../../../app/console')
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('actions.ts'))
  const forms = files.flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(/^export async function (\w+)/gm)].map(([, name]) => name),
  )
  expect(forms.length).toBeGreaterThan(8)
  expect(forms.toSorted()).toEqual([...new Set(acts.flatMap(({ form }) => form ?? []))].toSorted())
})

it('every page of the console is in the table of its documentation', () => {
  const frame = readFileSync(join(import.meta.dirname, '../../../components/console/console-frame.tsx'), 'utf8')
  const table = readFileSync(join(import.meta.dirname, '../../../docs/sandbox.md'), 'utf8')
  const pages = [...frame.matchAll(/label: '([^']+)'/g)].map(([, label]) => label)
  expect(pages.length).toBeGreaterThan(5)
  for (const page of pages) expect(table).toContain(`| ${page} |`)
})
