import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Violation = { id: string; help: string; nodes: { target: string[]; failureSummary?: string }[] }

/** Holds the page against the rules of WCAG 2.2 A and AA that a program can check, and against sideways scrolling. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated by the debugger, so the page's content security policy stays as it is.
  const violations = (await page.evaluate(`(async () => {
    if (!('axe' in window)) { ${axe} }
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
    return (await axe.run(document, { runOnly: tags, resultTypes: ['violations'] })).violations
  })()`)) as Violation[]
  const told = violations.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map(({ target }) => target).join(', ')})`,
  )
  expect(told, page.url()).toEqual([])
  const excess = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')
  expect(excess, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0)
}
