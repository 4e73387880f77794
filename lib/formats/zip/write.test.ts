import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { instant } from '../../core/clock.ts'
import { writeZip } from './write.ts'

const at = instant('2026-03-02T01:02:04Z')
const folder = mkdtempSync(join(tmpdir(), 'mandate-zip-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

function saved(bytes: Uint8Array): string {
  const file = join(folder, 'judged.zip')
  writeFileSync(file, bytes)
  return file
}

describe('a ZIP archive', () => {
  const noise = Uint8Array.from({ length: 3000 }, (_, at) => (at * 7919 + (at >> 3) * 104_729) & 0xff)
  const entries = [
    { name: 'read.me.txt', content: 'Grüße, Zoë\n'.repeat(500) },
    { name: 'data/noise.bin', content: noise },
    { name: 'empty.txt', content: '' },
  ]
  const bytes = writeZip(entries, at)

  it('is whole for another program, entry by entry', () => {
    const file = saved(bytes)
    expect(execFileSync('unzip', ['-t', file], { encoding: 'utf8' })).toContain('No errors detected')
    expect(execFileSync('unzip', ['-p', file, 'read.me.txt'], { encoding: 'utf8' })).toBe(entries[0]?.content)
    expect(new Uint8Array(execFileSync('unzip', ['-p', file, 'data/noise.bin']))).toEqual(noise)
    expect(execFileSync('unzip', ['-l', file], { encoding: 'utf8' })).toMatch(/2026-03-02 01:02\s+data\/noise\.bin/)
  })

  it('packs what can be packed', () => {
    expect(bytes.length).toBeLessThan(5000)
  })

  it('is damaged by one wrong byte, and another program sees it', () => {
    const wrong = Uint8Array.from(bytes)
    wrong[60] = (wrong[60] as number) ^ 0xff
    expect(() => execFileSync('unzip', ['-t', saved(wrong)], { stdio: 'pipe' })).toThrow()
  })

  it.each(['', '/etc/passwd', '../up', 'a/../b', 'a//b', 'a\\b', 'C:x', 'a/', 'ü', '.', 'a/.'])(
    'takes no file named %j',
    (name) => {
      expect(() => writeZip([{ name, content: 'x' }], at)).toThrow(RangeError)
    },
  )

  it('takes no name twice', () => {
    expect(() =>
      writeZip(
        [
          { name: 'a', content: '1' },
          { name: 'a', content: '2' },
        ],
        at,
      ),
    ).toThrow(RangeError)
  })

  it('is an archive also without files', () => {
    expect(writeZip([], at)).toHaveLength(22)
  })
})
