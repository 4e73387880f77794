import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { expectAccessible } from './accessibility.ts'
import { desktop, phone, type useBrowser } from './browser.ts'

/** Looks at pages for all that is wrong with any of them, which is told at once. */
export function startLooking(browser: ReturnType<typeof useBrowser>, baseUrl: () => string) {
  const seen = new Set<string>()
  const complaints: string[] = []
  let looks = 0
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
   * a desktop and on a phone, with MANDATE_PAGES=all on both: most pages are seen more than once.
   */
  async function look(page: Page): Promise<void> {
    // While one page gives way to the next there is no title for a moment.
    await expect.poll(() => page.title()).not.toBe('')
    looks += 1
    const inTurn = looks % 2 === 0 ? [desktop] : [phone]
    for (const viewport of process.env.MANDATE_PAGES === 'all' ? [desktop, phone] : inTurn) {
      await page.setViewportSize(viewport)
      await expectAccessible(page).catch((error: Error & { actual?: unknown }) => {
        complaints.push(`${error.message} at ${viewport.width} px: ${JSON.stringify(error.actual)}`)
      })
    }
    for (const width of [desktop.width, 640, phone.width, 320]) {
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

/** What sticks out furthest on a page that scrolls sideways. */
const widestElement = `(() => {
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth <= clientWidth) return null
  const all = [...document.querySelectorAll('body *')]
  const rightOf = (element) => element.getBoundingClientRect().right
  const widest = all.reduce((a, b) => (rightOf(b) >= rightOf(a) ? b : a))
  return widest.outerHTML.slice(0, 200) + ' by ' + (scrollWidth - clientWidth)
})()`
