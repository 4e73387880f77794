import type { Page } from 'playwright-core'

export type NewUser = {
  givenNames: string
  familyName: string
  email: string
  isMachineCredentialAdministrator: boolean
}

/**
 * From a business page through the wizard to its summary, for a Standard user with access to one agency. `onStep` may
 * look at each page.
 */
export async function reachSummary(page: Page, user: NewUser, onStep = async () => {}): Promise<void> {
  await page.getByRole('link', { name: 'Add new user' }).click()
  await page.getByRole('radio', { name: 'Standard user' }).waitFor()
  await onStep()
  await page.getByRole('radio', { name: 'Standard user' }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Given names').waitFor()
  await onStep()
  await page.getByLabel('Given names').fill(user.givenNames)
  await page.getByLabel('Family name').fill(user.familyName)
  await page.getByLabel('Email address').fill(user.email)
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: /role, and from when/ }).waitFor()
  await onStep()
  await page
    .getByRole('group', { name: /authorisation administrator\?/ })
    .getByRole('radio', { name: 'No' })
    .check()
  await page
    .getByRole('group', { name: /machine credential administrator\?/ })
    .getByRole('radio', { name: user.isMachineCredentialAdministrator ? 'Yes' : 'No' })
    .check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('group', { name: 'Australian Taxation Office' }).waitFor()
  await onStep()
  await page
    .getByRole('group', { name: 'Australian Taxation Office' })
    .getByRole('radio', { name: 'All services' })
    .check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByRole('heading', { name: 'Check and send the request' }).waitFor()
}

/** Declares on the summary and sends the request. */
export async function sendRequest(page: Page): Promise<void> {
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Send the request' }).click()
  await page.waitForURL(/done=requested/)
}

/** From the home page to the request that a code leads to. */
export async function enterRequestCode(page: Page, code: string): Promise<void> {
  await page.getByRole('link', { name: 'Accept an authorisation for a business' }).click()
  await page.getByLabel('Authorisation code').fill(code)
  await page.getByRole('button', { name: 'Continue' }).click()
}

/** Ticks declaration and consent of a request and accepts it. */
export async function acceptRequest(page: Page): Promise<void> {
  await page.getByRole('group', { name: 'Declaration' }).getByRole('checkbox').check()
  await page.getByRole('group', { name: 'Consent' }).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Accept' }).click()
}
