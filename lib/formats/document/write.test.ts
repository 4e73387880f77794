import { describe, expect, it } from 'vitest'
import type { Document } from './document.ts'
import { writeHtml } from './write-html.ts'
import { writeText } from './write-text.ts'

const document: Document = {
  title: 'A <b>title</b>',
  subtitle: 'Under it',
  sections: [
    {
      heading: 'One & two',
      blocks: [
        { text: `${'word '.repeat(60)}end` },
        { subheading: 'Sub' },
        { list: ['<script>alert(1)</script>'] },
        { steps: [{ text: 'Do', command: 'npx "x" <y>' }, { text: 'Then' }] },
        { facts: [['Term', 'A "value"']] },
        { caption: 'Table', columns: ['A', 'Long heading'], rows: [['1', '2']] },
        { command: 'a\nb' },
        { link: 'https://example.com/?a=1&b="2"', label: 'Link' },
      ],
    },
  ],
  footer: 'Foot',
}

describe('a document as HTML', () => {
  const html = writeHtml(document)
  it('has no markup but its own', () => {
    expect(html).not.toContain('<script>')
    expect(html).not.toContain('<b>')
    expect(html).not.toContain('b="2"')
    expect(html).toContain('&#60;script&#62;')
  })
  it('has structure, a style for paper, and loads nothing', () => {
    for (const piece of [
      '<html lang="en-AU">',
      '<h1>',
      '<ol><li>',
      '<dt>Term</dt>',
      '<th scope="col">A</th>',
      '@media print',
    ]) {
      expect(html).toContain(piece)
    }
    expect(html).not.toMatch(/src=|@import|url\(/)
  })
})

describe('a document as text', () => {
  const text = writeText(document)
  it('has every piece', () => {
    for (const piece of [
      'A <b>title</b>\n====',
      'One & two\n---------',
      '1. Do',
      '    npx "x" <y>',
      'Term: A "value"',
      '  1  2',
    ]) {
      expect(text).toContain(piece)
    }
  })
  it('keeps running text short', () => {
    const longest = Math.max(...text.split('\n').map((line) => line.length))
    expect(longest).toBeLessThanOrEqual(78)
  })
})
