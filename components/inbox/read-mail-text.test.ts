import { describe, expect, it } from 'vitest'
import { plainText } from '../../lib/platform/mail/template.ts'
import { readMailText } from './read-mail-text.ts'

describe('a mail of the inbox', () => {
  const parts = readMailText(
    plainText({
      heading: 'You are asked to act for Wattle Vale Training, and this heading is long enough to be wrapped',
      blocks: [
        { text: 'Hello' },
        { code: 'aBC12d' },
        { facts: [['Business', 'Wattle Vale Training']] },
        { link: 'http://localhost:3000/accept', label: 'Accept or decline' },
      ],
    }),
  )
  it('shows the code by itself', () => {
    expect(parts.filter(({ kind }) => kind === 'code')).toEqual([{ kind: 'code', text: 'aBC12d' }])
  })
  it('shows the heading on one line', () => {
    expect(parts[0]).toEqual({
      kind: 'heading',
      text: 'You are asked to act for Wattle Vale Training, and this heading is long enough to be wrapped',
    })
  })
  it('gives the link its label', () => {
    expect(parts).toContainEqual({ kind: 'link', text: 'Accept or decline', href: 'http://localhost:3000/accept' })
  })
  it('loses no text', () => {
    expect(parts.map(({ text }) => text).join(' ')).toContain('Business: Wattle Vale Training')
    expect(parts.map(({ text }) => text.replace(/\s+/g, ' ')).join(' ')).toContain('not a government service')
  })
  it('takes the line breaks out of running text, and keeps those of facts', () => {
    const mail = readMailText(
      plainText({
        heading: 'Heading',
        blocks: [
          { text: 'word '.repeat(40).trim() },
          {
            facts: [
              ['Name', 'Olivia'],
              ['Role', 'Director of '.repeat(9).trim()],
            ],
          },
        ],
      }),
    )
    expect(mail[1]?.text).toBe('word '.repeat(40).trim())
    expect(mail[2]?.text.split('\n')).toHaveLength(2)
  })
  it.each(['', '   ', '\n\n\n'])('makes nothing of %j', (text) => {
    expect(readMailText(text)).toEqual([])
  })
  it('takes no address of another kind for a link', () => {
    expect(readMailText('Look:\njavascript:alert(1)')).toEqual([{ kind: 'text', text: 'Look: javascript:alert(1)' }])
  })
})
