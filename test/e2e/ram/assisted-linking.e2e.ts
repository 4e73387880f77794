import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { acceptRequest, enterRequestCode } from '../support/authorise.ts'
import { useBrowser } from '../support/browser.ts'
import { enterEmailCode } from '../support/link.ts'
import { latestMail } from '../support/mail.ts'
import { problemOn } from '../support/problem.ts'
import { signIn } from '../support/sign-in.ts'

const trust = '85604000035'
const charity = '40608000077'
const cancelled = '49601000006'

describe('a director behind a corporate trustee', () => {
  const browser = useBrowser()
  let amelia: Page
  let dana: Page

  it('learns before signing in which way is hers', async () => {
    amelia = await browser.visitor()
    await amelia.goto('/link/check')
    await amelia.getByLabel('ABN of the business').fill('11 111 111 111')
    await amelia.getByRole('button', { name: 'Check' }).click()
    expect(await problemOn(amelia)).toContain('Enter a valid ABN')
    // Once its script runs, the page leads to what is wrong; who types before that loses their place.
    await amelia.locator('[role=alert]:focus').waitFor()
    await amelia.getByLabel('ABN of the business').fill(trust)
    await yes(amelia, /list you by name/, 'No')
    await yes(amelia, /in another way/, 'Yes')
    await amelia.getByRole('radio', { name: 'Strong' }).check()
    await amelia.getByRole('button', { name: 'Check' }).click()
    const answer = amelia.getByRole('region', { name: 'You can link this business with assistance' })
    expect(await answer.innerText()).toContain('Rossi Family Trust')
    await answer.getByRole('link', { name: 'Ask for assisted linking' }).click()
    await amelia.getByRole('button', { name: 'Continue with Digital ID' }).waitFor()
  })

  it('asks for two businesses at once, and each ABN has its own answer', async () => {
    await signIn(amelia, 'amelia', '/link/assisted/new')
    await amelia.goto('/link/assisted/new')
    await amelia.getByLabel('ABN of the business').fill(`${trust}\n${cancelled}`)
    await amelia.getByRole('radio', { name: /company that is the trustee/ }).check()
    await amelia.getByRole('button', { name: 'Continue' }).click()
    expect(await problemOn(amelia)).toContain('ABN 49 601 000 006 is cancelled.')
    expect(await amelia.getByRole('radio', { name: /company that is the trustee/ }).isChecked()).toBe(true)
    await amelia.getByLabel('ABN of the business').fill(`${trust}\n${charity}`)
    await amelia.getByRole('button', { name: 'Continue' }).click()
    await nameDocuments(amelia)
    await amelia.getByRole('button', { name: 'Send email' }).click()
    await amelia.getByRole('heading', { name: 'Enter the code' }).waitFor()
    await enterEmailCode(amelia, (await latestMail(amelia, 'amelia@example.com', /code/i)).code ?? '')
    await amelia.getByRole('heading', { name: 'Check and send' }).waitFor()
    expect(await amelia.getByRole('main').innerText()).toContain('Deed of 3 May 2011')
    await amelia.getByRole('checkbox').check()
    await amelia.getByRole('button', { name: 'Send 2 requests' }).click()
    const done = amelia.getByRole('region', { name: '2 requests are with the operators' })
    expect(await done.innerText()).toMatch(/Rossi Family Trust\s+Lower Murray Wetlands Trust/)
  })

  it('an operator decides both with reasons, and nobody else finds the desk', async () => {
    expect((await amelia.goto('/desk'))?.status()).toBe(404)
    dana = await browser.visitor()
    await signIn(dana, 'desk')
    await dana.getByRole('link', { name: 'Operator’s desk' }).click()
    await dana.getByLabel('Business, ABN or person').fill('rossi')
    await dana.getByRole('button', { name: 'Show' }).click()
    await dana.getByRole('row').filter({ hasText: 'Rossi Family Trust' }).getByRole('link').click()
    await dana.getByRole('button', { name: 'Decide' }).click()
    expect(await problemOn(dana)).toMatch(/approve or decline.*reasons/i)
    await decide(dana, 'Approve', 'The ASIC extract and the deed agree.')
    await dana.goto('/desk?search=wetlands')
    await dana.getByRole('link', { name: 'Lower Murray Wetlands Trust' }).click()
    await decide(dana, 'Decline', 'The deed names another trustee.')
    await dana.goto('/desk')
    expect(await dana.getByRole('main').innerText()).not.toMatch(/Rossi|Wetlands/)
  })

  it('reads the reasons, accepts with the code, and is linked for twelve months', async () => {
    await amelia.goto('/link/assisted')
    await amelia.getByRole('link', { name: 'Lower Murray Wetlands Trust' }).click()
    await amelia.getByText('The deed names another trustee.').first().waitFor()
    await amelia.goto('/link/assisted')
    await amelia.getByRole('link', { name: 'Rossi Family Trust' }).click()
    await amelia.getByRole('region', { name: 'Approved: enter your code' }).waitFor()
    const mail = await latestMail(amelia, 'amelia@example.com', /^Authorisation request.*Rossi/)
    await amelia.goto('/home')
    await enterRequestCode(amelia, mail.code ?? '')
    await acceptRequest(amelia)
    await amelia.getByRole('heading', { name: 'You accepted' }).waitFor()
    await amelia.goto(`/businesses/${trust}`)
    const row = await amelia.getByRole('row').filter({ hasText: 'Amelia Rossi' }).innerText()
    expect(row).toContain('Indirect associate')
    expect(row).not.toContain('No end date')
  })
})

/** Names a document, after a page that was left empty, and makes room for a second one that stays empty. */
async function nameDocuments(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'What shows it?' }).waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  expect(await problemOn(page)).toContain('Choose the kind of document.')
  await page.getByLabel('Kind of document').selectOption('trust-deed')
  await page.getByLabel('Number, date or web address').fill('Deed of 3 May 2011')
  await page.getByRole('button', { name: 'Add another document' }).click()
  await page.getByRole('group', { name: 'Document 2' }).waitFor()
  expect(await page.getByLabel('Number, date or web address').first().inputValue()).toBe('Deed of 3 May 2011')
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Your email address' }).waitFor()
}

async function decide(page: Page, decision: 'Approve' | 'Decline', reasons: string): Promise<void> {
  await page.getByRole('radio', { name: decision }).check()
  await page.getByLabel('Reasons').fill(reasons)
  await page.getByRole('button', { name: 'Decide' }).click()
  await page.waitForURL(/done=/)
}

async function yes(page: Page, question: RegExp, answer: 'Yes' | 'No'): Promise<void> {
  await page.getByRole('group', { name: question }).getByRole('radio', { name: answer }).check()
}
