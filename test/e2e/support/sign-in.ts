import type { Page } from 'playwright-core'
import { personas } from '../../../prisma/seed/personas.ts'

/** Full name of a made-up person of the simulated Digital ID. */
export function nameOf(personaId: string): string {
  const persona = personas.find(({ id }) => id === personaId)
  if (persona === undefined) throw new Error(`there is no persona ${personaId}`)
  return `${persona.givenNames} ${persona.familyName}`
}

/** Goes to `path` as nobody, and through the Digital ID and the terms, as a new person has to, until a page is there. */
export async function signIn(page: Page, personaId: string, path = '/home'): Promise<void> {
  await page.goto(path)
  await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
  await proveWhoYouAre(page, personaId)
  await acceptTerms(page)
}

/** From the page that asks for the provider to the page that was asked for. The consent is not remembered. */
export async function proveWhoYouAre(page: Page, personaId: string): Promise<void> {
  await page.getByRole('button', { name: 'myID (simulated)' }).click()
  await page.getByRole('button', { name: `Continue as ${nameOf(personaId)}`, exact: true }).click()
  await enterCode(page)
  const consent = page.getByLabel('Yes, remember my consent')
  const signedIn = page.getByRole('banner').getByText(nameOf(personaId))
  // Whose consent is remembered from another journey is not asked again.
  await consent.or(signedIn).first().waitFor()
  if (await consent.isVisible()) {
    await consent.uncheck()
    await page.getByRole('button', { name: 'Continue', exact: true }).click()
  }
  await signedIn.waitFor()
}

/** Types the code that the page of the simulated myID shows. */
export async function enterCode(page: Page): Promise<void> {
  await page.getByLabel('4-digit code').fill((await page.locator('#shown-code').textContent()) ?? '')
  await page.getByRole('button', { name: 'Accept in the app' }).click()
}

/** Accepts the terms where they are asked for, which is once in a person's life. */
export async function acceptTerms(page: Page): Promise<void> {
  if (!new URL(page.url()).pathname.startsWith('/terms')) return
  await page.getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Accept and continue' }).click()
  await page.waitForURL((url) => !url.pathname.startsWith('/terms'))
}

/** Leaves, here and at the simulated myID. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('banner').getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL(/signed-out=yes/)
}
