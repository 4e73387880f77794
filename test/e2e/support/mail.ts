import type { Page } from 'playwright-core'

/** A mail as the sandbox's inbox shows it. `code` is what stands on a line of its own to be typed elsewhere. */
export type InboxMail = { subject: string; text: string; code: string | undefined; links: string[] }

/** The newest mail to `recipient`, opened in a tab of its own; waits until there is one whose subject matches. */
export async function latestMail(page: Page, recipient: string, subject: RegExp): Promise<InboxMail> {
  const tab = await page.context().newPage()
  try {
    for (let attempt = 0; attempt < 50; attempt++) {
      await tab.goto(`/inbox?search=${encodeURIComponent(recipient)}`)
      const newest = tab.getByRole('main').getByRole('link', { name: subject }).first()
      if ((await newest.count()) > 0) {
        await newest.click()
        await tab.waitForURL(/\/inbox\/.+/)
        return await readMail(tab)
      }
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    throw new Error(`no mail to ${recipient} matches ${subject}`)
  } finally {
    await tab.close()
  }
}

async function readMail(tab: Page): Promise<InboxMail> {
  const article = tab.getByRole('article')
  const code = article.locator('code').first()
  return {
    subject: (await tab.getByRole('heading', { level: 1 }).textContent()) ?? '',
    text: await article.innerText(),
    code: (await code.count()) > 0 ? ((await code.textContent()) ?? undefined) : undefined,
    links: await article.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href') ?? '')),
  }
}
