import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { instant } from '../../core/clock.ts'
import type { Document } from '../document/document.ts'
import { widthOf } from './fonts.ts'
import { wrapText } from './wrap.ts'
import { writePdf } from './write-pdf.ts'

const at = instant('2026-03-02T01:02:03Z')
const folder = mkdtempSync(join(tmpdir(), 'mandate-pdf-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const document: Document = {
  title: 'Report (with "quotes" & \\ backslash)',
  subtitle: 'Zoë Bélanger – 20 €, Petrović, Gdańsk, 東京',
  sections: [
    {
      heading: 'Facts',
      blocks: [
        { facts: [['Product', 'Enrol 1.0']] },
        { text: 'A paragraph.' },
        { subheading: 'Below' },
        { list: ['first', 'second'] },
        { steps: [{ text: 'Type this:', command: 'npx mandate --help' }] },
        { link: 'https://example.com/a?b=1', label: 'A link' },
        { command: 'one\ntwo' },
      ],
    },
    {
      heading: 'Table',
      blocks: [
        {
          caption: 'Many rows',
          columns: ['Number', 'Text'],
          rows: Array.from({ length: 120 }, (_, row) => [String(row), `Row ${row} of the table`]),
        },
        { caption: 'A long cell', columns: ['A', 'B'], rows: [['x', 'word '.repeat(3000)]] },
      ],
    },
  ],
  footer: 'The foot of each page.',
}

/** A reader that is not ours. */
function judged(tool: 'pdftotext' | 'pdfinfo', bytes: Uint8Array, ...options: string[]): string {
  const file = join(folder, 'judged.pdf')
  writeFileSync(file, bytes)
  const args = tool === 'pdftotext' ? [...options, file, '-'] : [...options, file]
  return execFileSync(tool, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] })
}

describe('a PDF', () => {
  const bytes = writePdf(document, { at })

  it('is read by another program without a complaint, with its title and as tagged', () => {
    const info = judged('pdfinfo', bytes)
    expect(info).toContain('Title:           Report (with "quotes" & \\ backslash)')
    expect(info).toMatch(/Tagged: +yes/)
    expect(info).toMatch(/PDF version: +1\.7/)
    expect(Number(/Pages: +(\d+)/.exec(info)?.[1])).toBeGreaterThan(4)
    expect(info).toContain('595.28 x 841.89 pts (A4)')
  })

  it('has all of the text in order, with accents where the fonts have them', () => {
    const text = judged('pdftotext', bytes)
    const words = text.replaceAll(/\s+/g, ' ')
    expect(words).toContain('Zoë Bélanger – 20 €, Petrovic, Gdansk, ??')
    const parts = [
      'Facts',
      'Enrol 1.0',
      'A paragraph.',
      'first',
      'second',
      'Type this:',
      'A link',
      'Row 0 of',
      'Row 119 of',
    ]
    const places = parts.map((part) => words.indexOf(part))
    expect(places.every((place) => place >= 0)).toBe(true)
    expect(places).toEqual(places.toSorted((a, b) => a - b))
    expect(words.match(/\bword\b/g)).toHaveLength(3000)
    const count = Number(/Pages: +(\d+)/.exec(judged('pdfinfo', bytes))?.[1])
    expect(words.match(/The foot of each page\./g)).toHaveLength(count)
    expect(words).toContain(`Page ${count} of ${count}`)
  })

  it('tells readers what is a heading, a list and a table', () => {
    const structure = judged('pdfinfo', bytes, '-struct-text')
    for (const tag of ['Document', 'H1', 'H2', 'H3', 'L (block)', 'LI', 'Table', 'TR', 'TD', 'Caption']) {
      expect(structure).toContain(tag)
    }
    expect(structure).toMatch(/TH:?\s+\/Scope \/Row[\s\S]*?"Product"/)
    expect(structure).toMatch(/TH:?\s+\/Scope \/Column[\s\S]*?"Number"/)
    expect(structure).not.toContain('wordword')
    expect(structure).toMatch(/H1 \(block\)[\s\S]*?"Report/)
  })

  it('stays within its pages', () => {
    const boxes = judged('pdftotext', bytes, '-bbox')
    const edges = [...boxes.matchAll(/xMax="([\d.]+)" yMax="([\d.]+)"/g)]
    expect(edges.length).toBeGreaterThan(3000)
    expect(Math.max(...edges.map(([, x]) => Number(x)))).toBeLessThan(595 - 40)
    expect(Math.max(...edges.map(([, , y]) => Number(y)))).toBeLessThan(842 - 20)
  })

  it('is the same bytes for the same document', () => {
    expect(writePdf(document, { at })).toEqual(bytes)
  })

  it('is a page also where there is nothing to say', () => {
    const empty = writePdf({ title: '', sections: [], footer: '' }, { at })
    expect(judged('pdfinfo', empty)).toMatch(/Pages: +1\n/)
  })
})

describe('lines', () => {
  it('are no longer than they may be, whatever the words', () => {
    for (const text of ['a b c', 'x'.repeat(500), `${'long'.repeat(40)} ${'y '.repeat(90)}`, '']) {
      const lines = wrapText(text, 'regular', 10, 100)
      expect(Math.max(...lines.map((line) => widthOf(line.trimEnd(), 'regular', 10)))).toBeLessThanOrEqual(100)
      expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
    }
  })
})
