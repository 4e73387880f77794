/**
 * Memory over very many tokens: the whole way from request to response with its trace, in this process, and what is on
 * the heap after a collection, again and again. Flat means that the later half of the run needs no more than the earlier
 * one. `rss` is what the system counts; it comes to rest later than the heap, as the collector keeps what it was given.
 *
 *   node --expose-gc test/bench/memory.ts [tokens, default 100000] [most seconds, default 600]
 */
import { getHeapSpaceStatistics, writeHeapSnapshot } from 'node:v8'
import { utf8 } from '../../lib/core/bytes.ts'
import type { Instant } from '../../lib/core/clock.ts'
import { SeenMessages } from '../../lib/domain/mas/replay/seen-messages.ts'
import { toKept } from '../../lib/domain/mas/trace/trace-keeper.ts'
import { testService } from '../attacks/mas-world.ts'

const tokens = Number(process.argv[2] ?? 100_000)
const mostSeconds = Number(process.argv[3] ?? 600)
const collect = (globalThis as { gc?: () => void }).gc
if (collect === undefined) {
  // Started without the switch, as `npm run bench` does: once more with it.
  const { spawnSync } = await import('node:child_process')
  const words = ['--expose-gc', '--disable-warning=ExperimentalWarning', import.meta.filename, ...process.argv.slice(2)]
  process.exit(spawnSync(process.execPath, words, { stdio: 'inherit' }).status ?? 1)
}

const service = await testService()
const messages = Array.from({ length: 500 }, () => {
  service.clock.advance(1)
  return utf8(service.request())
})

// The messages come again; the guard is told that each is another one, of a time that goes on, so that it forgets too.
const msPerToken = 10
let count = 0
const seen = new SeenMessages()
service.ports.acceptOnce = (digest, until) => {
  const shift = count * msPerToken
  const name = (BigInt(`0x${digest.slice(0, 15)}`) ^ (BigInt(count) << 24n)).toString(16).padStart(16, '0')
  return seen.note(name, (until + shift) as Instant, (service.clock.now() + shift) as Instant)
}

const every = Math.max(1_000, Math.floor(tokens / 50))
type Sample = { tokens: number; heap: number; external: number; rss: number; young: number; seen: number }
const samples: Sample[] = []
const began = performance.now()
const seconds = () => (performance.now() - began) / 1000
let kept = 0

while (count < tokens && seconds() < mostSeconds) {
  const answer = await service.answer(messages[count % messages.length] as Uint8Array)
  if (answer.status !== 200 || !answer.trace) throw new Error(answer.body)
  kept += toKept(answer.trace).steps.length
  count++
  if (count % every === 0) sample()
}
if (process.env.MANDATE_HEAP_SNAPSHOT) writeHeapSnapshot(process.env.MANDATE_HEAP_SNAPSHOT)

const third = Math.floor(samples.length / 3)
const middle = samples.slice(third, 2 * third)
const last = samples.slice(2 * third)
const result = {
  tokens: count,
  seconds: Math.round(seconds()),
  heapMiddleMegabytes: median(middle.map(({ heap }) => heap)),
  heapEndMegabytes: median(last.map(({ heap }) => heap)),
  externalEndMegabytes: median(last.map(({ external }) => external)),
  rssMiddleMegabytes: median(middle.map(({ rss }) => rss)),
  rssEndMegabytes: median(last.map(({ rss }) => rss)),
  remembered: samples.at(-1)?.seen,
  traceCharacters: Math.round(kept / count),
}
process.stdout.write(`${JSON.stringify(result)}\n`)

function sample(): void {
  collect?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  // The place for new objects: the collector makes it larger the longer much dies young, up to a bound of its own.
  const space = getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space')
  const young = (space?.physical_space_size ?? 0) / 1e6
  samples.push({
    tokens: count,
    heap: heapUsed / 1e6,
    external: external / 1e6,
    rss: rss / 1e6,
    young,
    seen: seen.size,
  })
  const { heap, ...rest } = samples.at(-1) as Sample
  process.stdout.write(
    `${String(count).padStart(8)} tokens  heap ${heap.toFixed(1)} MB  external ${rest.external.toFixed(1)} MB  rss ${rest.rss.toFixed(0)} MB  of it for new objects ${rest.young.toFixed(0)} MB\n`,
  )
}

function median(values: number[]): number {
  const sorted = values.sort((a, b) => a - b)
  return Math.round((sorted[sorted.length >> 1] ?? 0) * 10) / 10
}
