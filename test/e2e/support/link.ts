import type { Page } from 'playwright-core'
import { latestMail } from './mail.ts'

/** An address as the simulated tax office holds it. */
export type Address = { addressLine: string; suburb: string; state: string; postcode: string }

export const addresses = {
  olivia: { addressLine: '12 Wattle Street', suburb: 'Fitzroy', state: 'VIC', postcode: '3065' },
  grace: { addressLine: '7 Ironbark Lane', suburb: 'Toowoomba', state: 'QLD', postcode: '4350' },
  noah: { addressLine: '31 Kurrajong Avenue', suburb: 'Hobart', state: 'TAS', postcode: '7000' },
} as const satisfies Record<string, Address>

/** From the home page to the question for the address. */
export async function beginLinking(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Link my business' }).click()
  await page.getByRole('radio', { name: /^Sole trader, director/ }).check()
  await page.getByRole('button', { name: 'Check' }).click()
  await page.getByRole('link', { name: 'Start', exact: true }).click()
  await page.getByRole('heading', { name: 'Your address' }).waitFor()
}

export async function enterAddress(page: Page, address: Address): Promise<void> {
  await page.getByLabel('Street address or PO box').fill(address.addressLine)
  await page.getByLabel('Suburb or town').fill(address.suburb)
  await page.getByLabel('State or territory').selectOption(address.state)
  await page.getByLabel('Postcode').fill(address.postcode)
  await page.getByRole('button', { name: 'Find my businesses' }).click()
}

/** From the address to the declaration, which is left to the caller. */
export async function reachDeclaration(page: Page, address: Address, email: string): Promise<void> {
  await enterAddress(page, address)
  await page.getByRole('heading', { name: 'Choose your businesses' }).waitFor()
  await page.getByRole('button', { name: 'Continue' }).click()
  await askForEmailCode(page, email)
  await enterEmailCode(page, (await latestMail(page, email, /code/i)).code ?? '')
  await page.getByRole('heading', { name: 'Check and declare' }).waitFor()
}

export async function askForEmailCode(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email address for this authorisation').fill(email)
  await page.getByRole('button', { name: 'Send email' }).click()
  await page.getByRole('heading', { name: 'Enter the code' }).waitFor()
}

export async function enterEmailCode(page: Page, code: string): Promise<void> {
  await page.getByLabel('Verification code').fill(code)
  await page.getByRole('button', { name: 'Verify' }).click()
}

/** Six digits that are not the code. */
export function otherThan(code: string): string {
  return code === '123456' ? '654321' : '123456'
}
