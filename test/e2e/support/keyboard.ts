import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

/** Goes on with Tab until the element has the focus, as a person without a mouse does. */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.first().waitFor()
  for (let presses = 0; presses < 80; presses++) {
    if (await target.first().evaluate((element) => element === document.activeElement)) {
      expect(await showsFocus(target.first()), `the focus on ${target} is not seen`).toBe(true)
      return
    }
    await page.keyboard.press('Tab')
  }
  throw new Error(`no way to ${target} by keyboard`)
}

export async function pressOn(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

export async function markWithSpace(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Space')
  expect(await target.isChecked()).toBe(true)
}

/** Chooses one of a group of radio buttons: Tab leads to the group, arrows and Space inside it. */
export async function choose(page: Page, group: Locator, name: string | RegExp): Promise<void> {
  const wanted = group.getByRole('radio', { name })
  await wanted.first().waitFor()
  const inside = () => group.evaluate((element) => element.contains(document.activeElement))
  const radioHasFocus = () => page.evaluate(() => (document.activeElement as HTMLInputElement | null)?.type === 'radio')
  for (let presses = 0; !((await inside()) && (await radioHasFocus())); presses++) {
    if (presses > 80) throw new Error(`no way to ${group} by keyboard`)
    await page.keyboard.press('Tab')
  }
  for (let presses = 0; presses < 12; presses++) {
    if (await wanted.first().evaluate((element) => element === document.activeElement)) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Space')
  expect(await wanted.first().isChecked()).toBe(true)
  expect(await showsFocus(wanted.first()), `the focus on ${wanted} is not seen`).toBe(true)
}

export async function typeInto(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(text)
}

export async function focused(page: Page): Promise<string> {
  return page.evaluate(() => document.activeElement?.textContent ?? '')
}

/** Whether an outline or a shadow is drawn round the element, or round the label or entry of a list that it fills. */
async function showsFocus(target: Locator): Promise<boolean> {
  return target.evaluate((element) => {
    const drawn = (one: Element | null) => {
      if (one === null) return false
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one)
      return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
    }
    const label = element.closest('label, li')
    return drawn(element) || drawn(label) || [...(label?.querySelectorAll('*') ?? [])].some(drawn)
  })
}
