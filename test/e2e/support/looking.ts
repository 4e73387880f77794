import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible } from './accessibility.ts'
import { desktop, phone, type useBrowser } from './browser.ts'

/** Looks at pages for all that is wrong with any of them, which is told at once. */
export function startLooking(browser: ReturnType<typeof useBrowser>, baseUrl: () => string) {
  const seen = new Set<string>()
  const complaints: string[] = []
  /** How often a page with such content was looked at. */
  const looks = new Map<string, number>()
  return { seen, complaints, visitor, lookAt, lookWhen, look, hrefOf }

  async function visitor(): Promise<Page> {
    const page = await browser.visitor({ baseURL: baseUrl() })
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        complaints.push(`${page.url()}: ${message.text()} ${message.location().url}`)
    })
    page.on('pageerror', (error) => complaints.push(`${page.url()}: ${error.message}`))
    return page
  }

  async function lookAt(page: Page, path: string): Promise<void> {
    const before = complaints.length
    const response = await page.goto(path)
    // A browser says of each page with such a status that it has it; that is no fault of the page.
    if ((response?.status() ?? 0) >= 400) {
      for (const complaint of complaints.splice(before)) {
        if (!complaint.includes('Failed to load resource')) complaints.push(complaint)
      }
    }
    await look(page)
  }

  async function lookWhen(page: Page, heading: string): Promise<void> {
    await page.getByRole('heading', { name: heading }).first().waitFor()
    await look(page)
  }

  /**
   * Holds the page that is open against the rules; at 200% of a desktop, 640 px are left. The rules are asked in turn on
   * a desktop and on a phone, since most pages are seen more than once, and no more where the same page was seen with the
   * same headings on both. With MANDATE_PAGES=all, each time on both and at every width.
   */
  async function look(page: Page): Promise<void> {
    // While one page gives way to the next there is no title for a moment.
    await expect.poll(() => page.title()).not.toBe('')
    const isWhole = process.env.MANDATE_PAGES === 'all'
    const content = (await page.evaluate(contentOfPage)) as string
    const times = looks.get(content) ?? 0
    looks.set(content, times + 1)
    const inTurn = [[phone], [desktop]][(looks.size + times) % 2] ?? []
    for (const viewport of isWhole ? [desktop, phone] : times < 2 ? inTurn : []) {
      await page.setViewportSize(viewport)
      await expectAccessible(page).catch((error: Error & { actual?: unknown }) => {
        complaints.push(`${error.message} at ${viewport.width} px: ${JSON.stringify(error.actual)}`)
      })
    }
    for (const width of isWhole ? [desktop.width, 640, phone.width, 320] : [640, 320]) {
      await page.setViewportSize({ width, height: 512 })
      const tooWide = (await page.evaluate(widestElement)) as string | null
      if (tooWide !== null) complaints.push(`${page.url()} scrolls sideways at ${width} px: ${tooWide}`)
    }
    await page.setViewportSize(desktop)
    seen.add(new URL(page.url()).pathname)
  }

  async function hrefOf(page: Page, name: string | RegExp): Promise<string> {
    return (await page.getByRole('main').getByRole('link', { name }).first().getAttribute('href')) ?? ''
  }
}

/** What tells one page from another of the same kind: where it is, its headings, its buttons, whether it tells a problem. */
const contentOfPage = `(() => {
  const texts = (what) => [...document.querySelectorAll(what)].map((element) => element.textContent).sort()
  const place = location.pathname.replace(/[0-9a-f-]{11,}/g, '*')
  return JSON.stringify([place, texts('h1, h2, h3'), texts('button'), document.querySelector('[role=alert]') !== null])
})()`

/** What sticks out furthest on a page that scrolls sideways. */
const widestElement = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return null
  const all = [...document.querySelectorAll('body *')]
  const rightOf = (element) => element.getBoundingClientRect().right
  const widest = all.reduce((a, b) => (rightOf(b) >= rightOf(a) ? b : a))
  return widest.outerHTML.slice(0, 200) + ' by ' + (scrollWidth - clientWidth)
})()`
