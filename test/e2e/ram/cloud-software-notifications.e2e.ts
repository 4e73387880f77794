import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { useBrowser } from '../support/browser.ts'
import { problemOn } from '../support/problem.ts'
import { signIn } from '../support/sign-in.ts'

const provider = '/businesses/11000002568/notifications'
const client = '/businesses/96312011219/notifications'

describe('cloud software may act for a business', () => {
  const browser = useBrowser()
  let priya: Page
  let grace: Page

  it('when its provider asks and the business accepts', async () => {
    priya = await browser.visitor()
    await signIn(priya, 'priya', `${provider}?side=clients`)
    await priya.getByRole('link', { name: 'Request notification' }).click()
    await find(priya, 'Name or ABN of the client', '96 312 011 219')
    await fillAndSend(priya, '1234', 'Send request')
    expect(await problemOn(priya)).toMatch(/10 digits/)
    await fillAndSend(priya, '0000555501', 'Send request')
    await priya.getByRole('region', { name: 'The request is sent to your client' }).waitFor()
    grace = await browser.visitor()
    await signIn(grace, 'grace', '/businesses/96312011219')
    await grace.getByRole('link', { name: 'Decide on notifications' }).click()
    const row = grace.getByRole('row').filter({ hasText: '0000555501' })
    await row.getByRole('link', { name: 'Accept' }).click()
    await grace.getByRole('checkbox').check()
    await grace.getByRole('button', { name: 'Yes, accept' }).click()
    await grace.getByRole('region', { name: 'You accepted the notification' }).waitFor()
  })

  it('when the business notifies by itself, until it ends the notification', async () => {
    await grace.goto(`${client}/new`)
    await find(grace, 'Name or ABN of the provider', 'banksia')
    await fillAndSend(grace, '0000555502', 'Add notification')
    await grace.getByRole('region', { name: 'The notification is added' }).waitFor()
    const row = grace.getByRole('row').filter({ hasText: '0000555502' })
    expect(await row.innerText()).toContain('Active')
    await row.getByRole('link', { name: 'Banksia Cloud Software', exact: true }).click()
    await grace.getByRole('heading', { level: 1, name: 'Banksia Cloud Software' }).waitFor()
    await grace.getByRole('link', { name: 'End', exact: true }).click()
    await grace.getByRole('button', { name: 'Yes, end it' }).click()
    await grace.getByRole('region', { name: 'The notification is ended' }).waitFor()
    await priya.goto(`${provider}?side=clients&search=0000555502`)
    expect(await priya.getByRole('row').filter({ hasText: '0000555502' }).innerText()).toContain('Ended')
  })
})

async function find(page: Page, label: string, business: string): Promise<void> {
  await page.getByLabel(label).fill(business)
  await page.getByRole('button', { name: 'Search' }).click()
  await page.getByLabel(/Software ID/).waitFor()
}

async function fillAndSend(page: Page, softwareId: string, button: string): Promise<void> {
  await page.getByLabel(/Software ID/).fill(softwareId)
  const service = page.getByRole('group', { name: 'Agency service' })
  await service.getByRole('radio').first().check()
  await page.getByRole('group', { name: 'Declaration' }).getByRole('checkbox').check()
  await page.getByRole('button', { name: button }).click()
}
