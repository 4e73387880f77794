// biome-ignore-all lint/security: what must be refused is written here
import { createElement, type ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, test } from 'vitest'
import { Link } from '../link.tsx'
import { toMarkup } from './to-markup.ts'

const nasty = `"><script>alert('1')</script>&amp;`

describe('finished HTML says what React would write', () => {
  const Named = ({ name, children }: { name: string; children?: ReactNode }) => (
    <span className={name} title={nasty}>
      {children}
    </span>
  )
  const rows: [string, ReactNode][] = [
    ['text', <p key="0">{nasty}</p>],
    ['numbers, nothing and lists', <p key="0">{[1, null, undefined, false, 'two', 3n, 0]}</p>],
    [
      'a component in a component',
      <Named key="0" name={nasty}>
        {<Named name="in">text</Named>}
      </Named>,
    ],
    ['attributes', <td key="0" role="note" data-label={nasty} aria-hidden="true" id={undefined} />],
    [
      'a time',
      <time key="0" dateTime="2026-03-02T00:00:00.000Z">
        2 March
      </time>,
    ],
    [
      'a link',
      <Link key="0" href={`/a?search=${nasty}&b=c`}>
        {nasty}
      </Link>,
    ],
    [
      'a fragment',
      <>
        <li>a</li>
        <li>b</li>
      </>,
    ],
  ]
  test.each(rows)('%s', (_name, element) => {
    // React keeps neighbouring texts apart with comments, and writes an apostrophe by its hexadecimal number.
    const byReact = renderToStaticMarkup(element).replaceAll('&#x27;', '&#39;').replaceAll('<!-- -->', '')
    expect(toMarkup(element)).toBe(byReact)
  })
})

describe('what is not text and links is refused', () => {
  const refused: [string, ReactNode][] = [
    ['a script', createElement('script', null, 'x')],
    ['a style', createElement('style', null, 'x')],
    ['an element that loads', createElement('img', { src: '/x' })],
    ['an element that sends', createElement('form', { action: '/x' })],
    ['raw HTML', createElement('p', { dangerouslySetInnerHTML: { __html: 'x' } })],
    ['a handler', createElement('a', { href: '/x', onClick: () => {} })],
    ['a handler as text', createElement('a', { href: '/x', onclick: 'x' })],
    ['a style of its own', createElement('p', { style: { color: 'red' } })],
    ['a frame’s attribute', createElement('p', { srcdoc: 'x' })],
    ['a link that runs', createElement('a', { href: 'javascript:alert(1)' })],
    ['a link elsewhere', createElement('a', { href: 'https://example.com' })],
    ['a link elsewhere without a scheme', createElement('a', { href: '//example.com' })],
    ['a link elsewhere as browsers read it', createElement('a', { href: '/\\example.com' })],
    ['a component that has to wait', createElement((async () => 'x') as never, { key: '0' } as never)],
    ['a thing', { toString: () => '<script>' } as never],
  ]
  test.each(refused)('%s', (_name, node) => {
    expect(() => toMarkup(node)).toThrow()
  })
})
