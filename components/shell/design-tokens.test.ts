import { readFileSync } from 'node:fs'
import { Core } from '@ag.ds-next/react/core'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { theme } from './theme.ts'

test('the file of tokens says what the design system writes for our theme', () => {
  const page = renderToStaticMarkup(createElement(Core, { theme } as never))
  const written = /<style[^>]*>([\s\S]*)<\/style>/.exec(page)?.[1] ?? ''
  const file = readFileSync(new URL('./design-tokens.css', import.meta.url), 'utf8')
  expect(declarations(file)).toEqual(declarations(written))
  expect(declarations(file)).toContain('--agds-dark-background-body:#14303f')
})

/** Selectors and declarations, in their order; how they are laid out does not matter. */
function declarations(css: string): string[] {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/"/g, "'")
    .split(/[{};]/)
    .map((part) =>
      part
        .replace(/\s+/g, ' ')
        .replace(/ ?([:,()]) ?/g, '$1')
        .trim()
        .replace(/#[\da-f]+/gi, (hex) => hex.toLowerCase()),
    )
    .filter(Boolean)
}
