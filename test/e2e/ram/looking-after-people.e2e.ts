import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { acceptRequest, enterRequestCode } from '../support/authorise.ts'
import { useBrowser } from '../support/browser.ts'
import { latestMail } from '../support/mail.ts'
import { problemOn } from '../support/problem.ts'
import { signIn } from '../support/sign-in.ts'

const ironbark = '/businesses/96312011219'

describe('an owner looks after the people of her business', () => {
  const browser = useBrowser()
  let grace: Page
  let henry: Page
  let marcus: Page
  let marcusAt = ''

  it('adds many users from a file, and each line has its own answer', async () => {
    grace = await browser.visitor()
    await signIn(grace, 'grace', ironbark)
    await grace.getByRole('link', { name: 'Add many users from a file' }).click()
    await grace.getByRole('button', { name: 'Check the file' }).click()
    expect(await problemOn(grace)).toContain('Choose a CSV file, or paste its lines.')
    await grace.getByLabel(/^CSV file/).setInputFiles({ name: 'users.csv', mimeType: 'text/csv', buffer: newUsers() })
    await grace.getByRole('button', { name: 'Check the file' }).click()
    const lineOf = (name: string) => grace.getByRole('row').filter({ hasText: name })
    await lineOf('Henry Li').waitFor()
    expect(await lineOf('Eve Nomail').innerText()).toMatch(/Left out[\s\S]*email address/)
    expect(await lineOf('Lena Park').innerText()).toContain('Would be sent')
    await grace.getByRole('button', { name: 'Send 4 requests' }).click()
    expect(await problemOn(grace)).toContain('Read the declaration')
    await grace.getByRole('checkbox').check()
    await grace.getByRole('button', { name: 'Send 4 requests' }).click()
    await grace.getByRole('region', { name: '4 requests are sent' }).waitFor()
    const download = grace.waitForEvent('download')
    await grace.getByRole('link', { name: 'Download the result (CSV)' }).click()
    const lines = (await readFile(await (await download).path(), 'utf8')).trim().split('\r\n')
    expect(lines).toHaveLength(6)
    expect(lines[5]).toMatch(/^6,Eve Nomail,,not sent,/)
  })

  it('a person declines with a reason, and she reads it', async () => {
    const tom = await browser.visitor()
    await signIn(tom, 'tom')
    const { code = '' } = await latestMail(tom, 'tom@example.com', /^Authorisation request from Ironbark/)
    await enterRequestCode(tom, code)
    await tom.getByRole('link', { name: 'Decline instead' }).click()
    await tom.getByLabel(/Reason/).fill('I work somewhere else now')
    await tom.getByRole('button', { name: 'Decline' }).click()
    await tom
      .getByRole('heading', { name: /declined/i })
      .first()
      .waitFor()
    await open(grace, 'Tom Baker')
    expect(await grace.getByRole('main').innerText()).toMatch(/Declined[\s\S]*I work somewhere else now/)
  })

  it('re-issues a code, and the one before it is good no more', async () => {
    const before = await latestMail(grace, 'lena@example.com', /^Authorisation request from Ironbark/)
    await open(grace, 'Lena Park')
    await grace.getByRole('link', { name: 'Re-issue a code' }).click()
    await grace.getByRole('button', { name: 'Yes, send a new code' }).click()
    await grace.getByRole('region', { name: 'A new code is sent' }).waitFor()
    const after = await latestMail(grace, 'lena@example.com', /^New authorisation code/)
    expect(after.code).not.toBe(before.code)
  })

  it('two of them accept', async () => {
    henry = await browser.visitor()
    marcus = await browser.visitor()
    for (const [page, id] of [
      [henry, 'henry'],
      [marcus, 'marcus'],
    ] as const) {
      await signIn(page, id)
      const { code = '' } = await latestMail(page, `${id}.bakes@example.com`, /^Authorisation request from Ironbark/)
      await enterRequestCode(page, code)
      await acceptRequest(page)
      await page.getByRole('heading', { name: 'You accepted' }).waitFor()
    }
  })

  it('renews both at once, and one of them alone', async () => {
    await grace.goto(ironbark)
    const attention = grace.getByRole('region', { name: 'Needs attention' })
    expect(await attention.innerText()).toContain('2 authorisations can be renewed now')
    await attention.getByRole('link', { name: 'Renew' }).click()
    await enterDay(grace, dayAhead(35))
    await grace.getByRole('group', { name: 'Declaration' }).getByRole('checkbox').check()
    await grace.getByRole('button', { name: 'Renew' }).click()
    expect(await grace.getByRole('region', { name: '2 authorisations are renewed' }).innerText()).toContain('Henry Li')
    marcusAt = await open(grace, 'Marcus Webb')
    await grace.getByRole('link', { name: 'Renew' }).click()
    await enterDay(grace, dayAhead(200))
    await grace.getByRole('checkbox').check()
    await grace.getByRole('button', { name: 'Renew' }).click()
    await grace.getByRole('region', { name: 'Renewed' }).waitFor()
    expect(await grace.getByRole('main').innerText()).toContain(inWords(dayAhead(200)))
  })

  it('and an administrator edit the same person: the second is told, and loses nothing', async () => {
    for (const page of [grace, henry]) await page.goto(`${marcusAt}/edit`)
    const flag = { name: /machine credential administrator\?/ }
    await grace.getByRole('group', flag).getByRole('radio', { name: 'Yes' }).check()
    await save(grace)
    await grace.getByRole('region', { name: 'The changes are saved' }).waitFor()
    await enterDay(henry, dayAhead(100))
    await save(henry)
    expect(await problemOn(henry)).toContain('Grace O\'Connor changed this to "Yes" while you were working.')
    expect(await henry.getByLabel('Year').last().inputValue()).toBe(String(dayAhead(100).getFullYear()))
    await henry.getByRole('group', flag).getByRole('radio', { name: 'Yes' }).check()
    await save(henry)
    await henry.getByRole('region', { name: 'The changes are saved' }).waitFor()
    const facts = await henry.getByRole('main').innerText()
    expect(facts).toContain(inWords(dayAhead(100)))
    expect(facts).toContain('machine credential administrator')
  })

  it('a representative changes the email address of the notices with a code', async () => {
    await marcus.goto(`${marcusAt}/change-email`)
    await marcus.getByLabel('New email address').fill('marcus.new@example.com')
    await marcus.getByRole('button', { name: 'Send email' }).click()
    const { code = '' } = await latestMail(marcus, 'marcus.new@example.com', /code/i)
    await marcus.getByLabel('Verification code').fill(code)
    await marcus.getByRole('button', { name: 'Verify' }).click()
    await marcus.getByRole('region', { name: 'The email address is changed' }).waitFor()
    expect(await marcus.getByRole('main').innerText()).toContain('marcus.new@example.com')
  })

  it('removes one, and another one leaves', async () => {
    await open(grace, 'Marcus Webb')
    await grace.getByRole('link', { name: 'Remove' }).click()
    await grace.getByRole('button', { name: 'Yes, remove' }).click()
    await grace.getByRole('region', { name: 'Marcus Webb is removed' }).waitFor()
    await marcus.goto(ironbark)
    await marcus.getByRole('heading', { name: 'You cannot act for this business' }).waitFor()
    await open(henry, 'Henry Li')
    await henry.getByRole('link', { name: 'Remove' }).click()
    await henry.getByRole('heading', { name: 'Remove your own authorisation?' }).waitFor()
    await henry.getByRole('button', { name: 'Yes, remove' }).click()
    await henry.getByRole('region', { name: 'Your authorisation is removed' }).waitFor()
    await open(grace, "Grace O'Connor")
    expect(await grace.getByRole('link', { name: 'Remove' }).count()).toBe(0)
    await latestMail(grace, 'marcus.new@example.com', /Ironbark/)
  })
})

/** From the list of the business to the page of one person; gives its address. */
async function open(page: Page, name: string): Promise<string> {
  await page.goto(`${ironbark}?search=${encodeURIComponent(name)}`)
  await page.getByRole('rowheader').getByRole('link', { name }).first().click()
  await page.getByRole('heading', { level: 1, name }).waitFor()
  return new URL(page.url()).pathname
}

async function save(page: Page): Promise<void> {
  await page.getByRole('group', { name: 'Declaration' }).getByRole('checkbox').check()
  await page.getByRole('button', { name: 'Save' }).click()
}

function newUsers(): Buffer {
  const end = dayAhead(30).toLocaleDateString('en-AU')
  return Buffer.from(
    [
      'given names,family name,email,type,authorisation administrator,end date,agencies',
      `Henry,Li,henry.bakes@example.com,standard,yes,${end},all`,
      `Marcus,Webb,marcus.bakes@example.com,standard,no,${end},ato`,
      'Tom,Baker,tom@example.com,basic,,,all',
      'Lena,Park,lena@example.com,,,,ato',
      'Eve,Nomail,eve.example.com,,,,ato',
    ].join('\r\n'),
  )
}

/** A day from today on, as the calendar of the east coast has it. */
function dayAhead(days: number): Date {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Australia/Sydney' }).format(new Date())
  const [year, month, day] = today.split('-').map(Number) as [number, number, number]
  return new Date(year, month - 1, day + days)
}

function inWords(day: Date): string {
  return day.toLocaleDateString('en-AU', { day: 'numeric', month: 'long', year: 'numeric' })
}

async function enterDay(page: Page, day: Date): Promise<void> {
  await page.getByLabel('Day').last().fill(String(day.getDate()))
  await page
    .getByLabel('Month')
    .last()
    .fill(String(day.getMonth() + 1))
  await page.getByLabel('Year').last().fill(String(day.getFullYear()))
}
