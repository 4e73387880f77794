import { readFile } from 'node:fs/promises'
import type { Download, Page } from 'playwright-core'

/** From a business page to the form of a credential for software on the business's own server. */
export async function reachCredentialForm(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Manage credentials' }).click()
  await page.getByRole('link', { name: 'Create machine credential' }).click()
  await page.getByRole('radio', { name: 'On our own server', exact: true }).check()
  await page.getByRole('button', { name: 'Continue' }).click()
  await page.getByLabel('Name of the credential').waitFor()
}

export async function fillCredentialForm(page: Page, { name, password }: { name: string; password: string }) {
  await page.getByLabel('Name of the credential').fill(name)
  await page.getByLabel('Password of the keystore file').fill(password)
  await page.getByLabel('The same password again').fill(password)
  await page.getByRole('checkbox', { name: /^I / }).check()
}

/** Presses the button and waits for the file that the page hands over. */
export async function createAndDownload(page: Page): Promise<{ download: Download; xml: string }> {
  const started = page.waitForEvent('download', { timeout: 60_000 })
  await page.getByRole('button', { name: 'Create and download' }).click()
  const download = await started
  return { download, xml: await readFile(await download.path(), 'utf8') }
}
