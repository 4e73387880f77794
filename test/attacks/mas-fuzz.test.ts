import { beforeAll, describe, expect, test } from 'vitest'
import { utf8 } from '../../lib/core/bytes.ts'
import { day, type Instant, isoTime } from '../../lib/core/clock.ts'
import { clientA, clientB, clientC, clientE, clientW } from './mas-clients.ts'
import { endpoint, refusalOf, type TestService, testService, usiAddress } from './mas-world.ts'

/*
 * Every message here was signed by a good credential a day ago. Only its age stands against it, so a change that gets a
 * token for it has forged a Timestamp. `MANDATE_FUZZ=1000000 vitest run test/attacks/mas-fuzz` runs that many.
 */

const runs = Number(process.env.MANDATE_FUZZ ?? 1_500)
let service: TestService
let bases: string[]
let fresh: string

beforeAll(async () => {
  service = await testService()
  const now = (service.clock.now() - day) as Instant
  const call = { holder: service.machine, now, to: endpoint, appliesTo: usiAddress }
  bases = [clientA(call), clientB(call), clientC(call), clientE(call), clientW(call), service.request({ now })]
  const until = isoTime((service.clock.now() + 300_000) as Instant)
  fresh = `<u:Timestamp xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd"><u:Created>${isoTime(service.clock.now())}</u:Created><u:Expires>${until}</u:Expires></u:Timestamp>`
})

/** Mulberry32: a stream of numbers below `limit`, the same for the same seed. */
function numbers(seed: number): (limit: number) => number {
  let state = seed >>> 0
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit
  }
}

type Pick = (limit: number) => number

/** Whole elements of a message, by a rough look at its text. */
function elementsOf(message: string): string[] {
  return [
    ...message.matchAll(/<([\w:]+)[^<>]*>(?:[^<]|<(?!\/?\1[\s>]))*<\/\1>/g),
    ...message.matchAll(/<[\w:]+[^<>]*\/>/g),
  ].map(([text]) => text)
}

const timestamp = /<(\w+):Timestamp.*?<\/\1:Timestamp>/s

const changes: ((message: string, pick: Pick) => string)[] = [
  // A byte is another one, is gone, or is there twice.
  (m, pick) => {
    const at = pick(m.length)
    return m.slice(0, at) + String.fromCharCode(32 + pick(95)) + m.slice(at + 1)
  },
  (m, pick) => {
    const at = pick(m.length)
    return m.slice(0, at) + m.slice(at + 1 + pick(8))
  },
  (m, pick) => {
    const at = pick(m.length)
    return m.slice(0, at) + m.slice(Math.max(0, at - pick(200)))
  },
  // An element is somewhere else, gone, or there twice.
  (m, pick) => {
    const all = elementsOf(m)
    const one = all[pick(all.length)] ?? ''
    const [other = ''] = all.slice(pick(all.length))
    return m.replace(one, '').replace(other, () => (pick(2) === 0 ? one + other : other + one))
  },
  (m, pick) => {
    const all = elementsOf(m)
    return m.replace(all[pick(all.length)] ?? '', '')
  },
  (m, pick) => {
    const all = elementsOf(m)
    const one = all[pick(all.length)] ?? ''
    return m.replace(one, () => one + one)
  },
  // A fresh Timestamp, with or without the old one somewhere.
  (m) => m.replace(timestamp, () => fresh),
  (m, pick) => {
    const old = timestamp.exec(m)?.[0] ?? ''
    const all = elementsOf(m)
    const other = all[pick(all.length)] ?? ''
    return m.replace(old, () => fresh).replace(other, () => (pick(2) === 0 ? old + other : other + old))
  },
  (m, pick) => {
    const id = /:Id="([^"]*)"/.exec(timestamp.exec(m)?.[0] ?? '')?.[1] ?? '_0'
    const named = fresh.replace('<u:Timestamp', `<u:Timestamp u:Id="${pick(2) === 0 ? id : `x${id}`}"`)
    return m.replace(timestamp, (old) => (pick(2) === 0 ? named + old : old + named))
  },
  // An identifier, reference, prefix or algorithm means another thing.
  (m, pick) => {
    const ids = [...m.matchAll(/(?:Id="|URI="#)([^"]+)"/g)].map(([, id]) => id as string)
    const [one, other] = [ids[pick(ids.length)] ?? '', ids[pick(ids.length)] ?? '']
    return pick(2) === 0 ? m.replace(`"${one}"`, `"${other}"`) : m.replace(`"#${one}"`, `"#${other}"`)
  },
  (m, pick) => {
    const uris = [...m.matchAll(/"(http[^"]+)"/g)].map(([, uri]) => uri as string)
    return m.replace(uris[pick(uris.length)] ?? '', uris[pick(uris.length)] ?? '')
  },
  // Times are written anew, where the signature may not notice.
  (m, pick) => m.replace(/(Created>|Expires>)20\d\d-\d\d-\d\d/, `$1${['<!---->', '&#50;', ''][pick(3)]}2026-03-02`),
  (m) => m.replace(/(Created>)([^<]*)/, '$1$2<!--x-->').replace(/(Expires>)([^<]*)/, '$12099-01-01T00:00:00Z<!--$2-->'),
]

function mutate(message: string, pick: Pick): string {
  let changed = message
  for (let left = 1 + pick(3); left > 0; left--) {
    changed = (changes[pick(changes.length)] as (typeof changes)[number])(changed, pick)
  }
  return changed
}

describe.each([
  ['a fixed seed', 20_260_302],
  ['a fresh seed', Math.floor(performance.timeOrigin % 4_294_967_296)],
])('with %s (%i)', (_name, seed) => {
  test('no change to an old message gets a token, and none is our own fault', async () => {
    const pick = numbers(seed)
    const codes = new Map<string, number>()
    for (let run = 0; run < runs; run++) {
      const message = mutate(bases[pick(bases.length)] as string, pick)
      const code = refusalOf(await service.answer(utf8(message.toWellFormed())))
      if (code === 'accepted' || code === 'common.internal')
        expect.fail(`${code}, seed ${seed}, run ${run}:\n${message}`)
      codes.set(code, (codes.get(code) ?? 0) + 1)
    }
    // A fuzzer that always fails at the first step would prove nothing.
    expect(codes.size).toBeGreaterThan(15)
    expect(codes.get('xmldsig.digest-mismatch') ?? 0).toBeGreaterThan(runs / 100)
    expect(codes.get('mas.message-expired') ?? 0).toBeGreaterThan(runs / 200)
  }, 3_600_000)
})
