import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, inject } from 'vitest'

const quiet = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Widths that every page is looked at in. */
export const desktop = { width: 1280, height: 900 }
export const phone = { width: 390, height: 844 }

/** A Chromium for the tests of one file. `visitor` gives a fresh person at a screen, who has no cookie yet. */
export function useBrowser() {
  let browser: Browser
  const contexts: BrowserContext[] = []
  beforeAll(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet,
    })
  })
  afterAll(async () => {
    for (const context of contexts) await context.close()
    await browser?.close()
  })
  return {
    async visitor(
      options: {
        viewport?: { width: number; height: number }
        deviceScaleFactor?: number
        javaScriptEnabled?: boolean
        /** Another server than that of all journeys. */
        baseURL?: string
      } = {},
    ): Promise<Page> {
      const context = await browser.newContext({
        baseURL: inject('servedAt').http,
        viewport: desktop,
        locale: 'en-AU',
        timezoneId: 'Australia/Sydney',
        ...options,
      })
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(15_000)
      return page
    },
  }
}
