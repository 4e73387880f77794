import type { Page } from 'playwright-core'

/** What the summary above a form says, once there is one. */
export async function problemOn(page: Page): Promise<string> {
  const summary = page.locator('[aria-labelledby="error-summary-title"]')
  await summary.waitFor()
  return (await summary.innerText()).replaceAll(/\s+/g, ' ')
}

/** The heading of the page. */
export async function headingOf(page: Page): Promise<string> {
  return (await page.getByRole('heading', { level: 1 }).innerText()).trim()
}
