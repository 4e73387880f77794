import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { manualClock } from '../../../core/clock.ts'
import { seededRandom } from '../../../core/random.ts'
import { chainStart, entryHash } from '../../../formats/history/entry-hash.ts'
import { type ChainEntry, verifyChain } from '../../../formats/history/verify-chain.ts'
import { main } from '../main.ts'

const chain = (length: number): ChainEntry[] => {
  const entries: ChainEntry[] = []
  for (let at = 1; at <= length; at++) {
    const entry = {
      abn: '27809366375',
      position: at,
      at: 1_000 * at,
      category: 'AUTHORISATION',
      act: 'authorisation-requested',
      actorId: at % 2 === 0 ? null : 'someone',
      actorName: 'Olivia Nguyen',
      subjectId: `s${at}`,
      subjectName: 'Marcus Webb',
      details: { email: `m${at}@example.com`, version: at, nested: { b: [1, null], a: true } },
      previousHash: entries.at(-1)?.hash ?? chainStart,
    }
    entries.push({ ...entry, hash: entryHash(entry) })
  }
  return entries
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'mandate-history-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const run = async (content: string, ...more: string[]) => {
  const file = join(folder, 'history.json')
  writeFileSync(file, content)
  let output = ''
  const sink = {
    write: (text: string) => {
      output += text
      return true
    },
  }
  const code = await main(['history', 'verify', file, ...more], {
    stdin: process.stdin,
    stdout: sink as never,
    stderr: sink as never,
    env: {},
    clock: manualClock(0),
    random: seededRandom(1),
  })
  return { code, output }
}

describe('mandate history verify', () => {
  it('says that a history is whole, and where it ends', async () => {
    const entries = chain(5)
    const { code, output } = await run(JSON.stringify(entries))
    expect(code).toBe(0)
    expect(output).toContain('The history is whole.')
    expect(output).toContain(entries[4]?.hash)
    const json = await run(JSON.stringify(entries), '--json')
    expect(JSON.parse(json.output)).toMatchObject({ entries: 5, whole: true, abn: '27809366375' })
  })

  it.each([
    ['changed', (entries: ChainEntry[]) => entries.with(2, { ...(entries[2] as ChainEntry), actorName: 'Nobody' })],
    ['left out', (entries: ChainEntry[]) => entries.toSpliced(2, 1)],
    ['put in twice', (entries: ChainEntry[]) => entries.toSpliced(2, 0, entries[1] as ChainEntry)],
    ['swapped', (entries: ChainEntry[]) => entries.with(2, entries[3] as ChainEntry).with(3, entries[2] as ChainEntry)],
    ['cut off at the start', (entries: ChainEntry[]) => entries.slice(1)],
    ['of two businesses', (entries: ChainEntry[]) => entries.with(4, { ...(entries[4] as ChainEntry), abn: '1' })],
  ])('finds an entry that was %s', async (_, tamper) => {
    const { code, output } = await run(JSON.stringify(tamper(chain(5))))
    expect(code).toBe(1)
    expect(output).not.toContain('is whole')
  })

  it.each(['', 'x', '{}', '[]', '[1]', '[{"abn":"1"}]', '[null]'])('cannot read %j', async (content) => {
    const { code, output } = await run(content)
    expect(code).toBe(1)
    expect(output).toContain('cannot be read as an exported history')
  })
})

describe('verifying a chain', () => {
  it('goes on from where it was left', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 0, max: 12 }), (length, cut) => {
        const entries = chain(length)
        const first = verifyChain(entries.slice(0, cut))
        const second = verifyChain(entries.slice(cut), 'end' in first ? first.end : undefined)
        expect(second).toEqual({ end: { position: length, hash: entries.at(-1)?.hash } })
      }),
      { numRuns: 30 },
    )
  })

  it('notices a change of any fact', () => {
    const facts = Object.keys(chain(1)[0] as ChainEntry) as (keyof ChainEntry)[]
    for (const fact of facts) {
      const entries = chain(3)
      entries[1] = {
        ...(entries[1] as ChainEntry),
        [fact]: fact === 'details' ? {} : fact === 'position' || fact === 'at' ? 99 : 'other',
      }
      expect(verifyChain(entries), fact).toHaveProperty('fault')
    }
  })
})
