import { createPrivateKey, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { acceptRequest, enterRequestCode, reachSummary, sendRequest } from '../support/authorise.ts'
import { useBrowser } from '../support/browser.ts'
import { mandate, run } from '../support/cli.ts'
import { createAndDownload, fillCredentialForm, reachCredentialForm } from '../support/credential.ts'
import { addresses, beginLinking, reachDeclaration } from '../support/link.ts'
import { latestMail } from '../support/mail.ts'
import { recordRequests, runsOf, secretsOfKey, secretsOfPassword } from '../support/secrets.ts'
import { acceptTerms, proveWhoYouAre, signIn, signOut } from '../support/sign-in.ts'

const abn = '27809366375'
const password = 'Payroll-Window-58'
const keystorePassword = { MANDATE_KEYSTORE_PASSWORD: password }
const folder = mkdtempSync(join(tmpdir(), 'mandate-main-job-'))
const keystore = join(folder, 'keystore.xml')

describe('from the front door to the first token', () => {
  const browser = useBrowser()
  let page: Page
  let requestCode = ''
  let privateKey: KeyObject
  const sent: Promise<string>[] = []

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  it('a director links her business', async () => {
    page = await browser.visitor()
    await page.goto('/')
    await page.getByRole('link', { name: 'Continue with Digital ID' }).click()
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    await proveWhoYouAre(page, 'olivia')
    await acceptTerms(page)
    await beginLinking(page)
    await reachDeclaration(page, addresses.olivia, 'olivia.business@example.com')
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Link business' }).click()
    await page.getByRole('heading', { name: 'Your business is linked' }).waitFor()
    await page.getByRole('link', { name: 'Go to Wattle Vale Training' }).click()
    await page.getByRole('heading', { level: 1, name: 'Wattle Vale Training' }).waitFor()
    const row = page.getByRole('row').filter({ hasText: 'Olivia Nguyen' })
    expect(await row.textContent()).toMatch(/\(you\).*Principal authority.*Active/)
  })

  it('she authorises somebody as machine credential administrator', async () => {
    await reachSummary(page, {
      givenNames: 'Marcus',
      familyName: 'Webb',
      email: 'marcus.work@example.com',
      isMachineCredentialAdministrator: true,
    })
    await sendRequest(page)
    const mail = await latestMail(page, 'marcus.work@example.com', /^Authorisation request from Wattle Vale Training/)
    requestCode = mail.code ?? ''
    expect(requestCode).toMatch(/^[A-Za-z0-9]{6}$/)
    expect(mail.text).toContain('Olivia Nguyen')
    await page.goto(`/businesses/${abn}?status=PENDING`)
    expect(await page.getByRole('row').filter({ hasText: 'Marcus Webb' }).textContent()).toContain('Pending')
  })

  it('she signs out, here and at her Digital ID', async () => {
    await signOut(page)
    await page.goto(`/businesses/${abn}`)
    expect(new URL(page.url()).pathname).toBe('/sign-in')
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    await page.getByRole('button', { name: 'myID (simulated)' }).waitFor()
  })

  it('the other person accepts with the code', async () => {
    await signIn(page, 'marcus')
    await enterRequestCode(page, requestCode)
    await page.getByRole('heading', { name: 'Act for Wattle Vale Training?' }).waitFor()
    await acceptRequest(page)
    await page.getByRole('heading', { name: 'You accepted' }).waitFor()
    await page.getByRole('link', { name: 'Go to Wattle Vale Training' }).click()
    await page.getByRole('heading', { level: 1, name: 'Wattle Vale Training' }).waitFor()
    await latestMail(page, 'olivia.business@example.com', /^Marcus Webb accepted for Wattle Vale Training/)
  })

  it('he makes a machine credential in the page', async () => {
    recordRequests(page.context(), sent)
    await reachCredentialForm(page)
    await typePasswordAndWatchTheRules(page)
    await fillCredentialForm(page, { name: 'payroll-server', password })
    const { download, xml } = await createAndDownload(page)
    expect(download.suggestedFilename()).toMatch(/^keystore_27809366375_payroll-server_\d{8}-\d{6}\.xml$/)
    writeFileSync(keystore, xml)
    await page.getByRole('heading', { name: 'Your machine credential is ready' }).waitFor()
    await page.getByRole('link', { name: 'See the credential' }).click()
    await page.getByRole('heading', { level: 1, name: 'payroll-server' }).waitFor()
  })

  it('other software opens the key in the file', async () => {
    const protectedKey = /<protectedPrivateKey>([^<]+)</.exec(await readKeystore())?.[1] ?? ''
    const opened = await openssl(Buffer.from(protectedKey, 'base64'), password)
    expect(opened.errors).toBe('')
    expect(opened.code).toBe(0)
    privateKey = createPrivateKey(opened.output)
    expect(privateKey.asymmetricKeyDetails).toMatchObject({ modulusLength: 2048, publicExponent: 65537n })
    expect((await openssl(Buffer.from(protectedKey, 'base64'), `${password}x`)).code).not.toBe(0)
  })

  it('neither his key nor his password left the page', async () => {
    const requests = await Promise.all(sent)
    const certified = requests.filter((request) => request.includes('payroll-server'))
    // The public half is in the certificate request: the same search finds it, so it would find the private half.
    const open = runsOf({ n: privateKey.export({ format: 'jwk' }).n })
    expect(open.some(({ text }) => certified.some((request) => request.includes(text)))).toBe(true)
    const secrets = [...secretsOfPassword(password), ...secretsOfKey(privateKey)]
    expect(secrets.length).toBeGreaterThan(1_000)
    for (const request of requests) {
      const found = secrets.find(({ text }) => request.includes(text))
      expect(found?.what, request.slice(0, 200)).toBeUndefined()
    }
  })

  it('the command shows what is in the file', async () => {
    const people = await mandate(['keystore', 'inspect', keystore])
    expect(people).toMatchObject({ code: 0, errors: '' })
    for (const fact of ['payroll-server', '27 809 366 375', 'machine credential', 'in force']) {
      expect(people.output).toContain(fact)
    }
    const programs = await mandate(['keystore', 'inspect', keystore, '--json'])
    const [credential] = JSON.parse(programs.output).credentials
    expect(credential).toMatchObject({ type: 'machine', abn, name: 'payroll-server', inForce: true, certificates: 3 })
    expect(credential.integrity).toBe('valid')
  })

  it('the command gets a token with it', async () => {
    const appliesTo = 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc'
    const people = await mandate(['token', '--keystore', keystore, '--applies-to', appliesTo], keystorePassword)
    expect(people).toMatchObject({ code: 0, errors: '' })
    expect(people.output).toContain('A token was issued.')
    const asked = ['token', '--keystore', keystore, '--applies-to', appliesTo, '--json']
    const { code, output } = await mandate(asked, keystorePassword)
    expect(code).toBe(0)
    expect(JSON.parse(output)).toMatchObject({
      abn,
      appliesTo,
      tokenService: expect.stringContaining('/R3.0/S007v1.3/service.svc'),
      token: expect.stringContaining('EncryptedAssertion'),
    })
    expect(output).not.toContain('proofKey')
  })

  it('the command verifies a USI with it', async () => {
    const student = ['--usi', 'BNGH7C75FN', '--family-name', 'Fredrick', '--birth-date', '1966-05-25']
    const asked = ['usi', 'verify', '--keystore', keystore, '--org-code', 'VA1803', ...student]
    const right = await mandate([...asked, '--given-name', 'Maryam'], keystorePassword)
    expect(right).toMatchObject({ code: 0, errors: '' })
    expect(right.output).toContain('The USI belongs to this student.')
    const other = await mandate([...asked, '--given-name', 'Miriam', '--json'], keystorePassword)
    expect(other.code).toBe(0)
    expect(JSON.parse(other.output)).toMatchObject({ status: 'Valid', givenName: 'NoMatch', matches: false })
  })

  it('a wrong password opens nothing, and is told so', async () => {
    const asked = ['token', '--keystore', keystore, '--applies-to', 'https://test.sbr.gov.au/services']
    const { code, output, errors } = await mandate(asked, { MANDATE_KEYSTORE_PASSWORD: 'Payroll-Window-59' })
    expect(code).toBe(1)
    expect(output).toBe('')
    expect(errors).toContain('Wrong password.')
    expect(errors).toContain(`does not open the credential "ABRD:${abn}_payroll-server"`)
    expect(errors).not.toContain('Payroll-Window-59')
  })

  it('a test credential for continuous integration needs no browser', async () => {
    const file = join(folder, 'ci.xml')
    const made = await mandate(
      ['sandbox', 'credential', '--abn', abn, '--name', 'build-server', '--out', file],
      keystorePassword,
    )
    expect(made).toMatchObject({ code: 0, errors: '' })
    const local = `${inject('servedAt').https}/evte/usi/service/v5/usiservice.svc`
    expect((await mandate(['token', '--keystore', file, '--applies-to', local], keystorePassword)).code).toBe(0)
  })

  async function readKeystore(): Promise<string> {
    return (await import('node:fs/promises')).readFile(keystore, 'utf8')
  }
})

/** Types a password letter by letter in which one rule after another is met. */
async function typePasswordAndWatchTheRules(page: Page): Promise<void> {
  const met = () => page.getByRole('list', { name: 'The password needs' }).getByText('(done)').count()
  const field = page.getByLabel('Password of the keystore file')
  expect(await met()).toBe(0)
  await field.pressSequentially('abc')
  const few = await met()
  await field.pressSequentially('DEF12345-z')
  expect(await met()).toBe(await page.getByRole('list', { name: 'The password needs' }).getByRole('listitem').count())
  expect(few).toBeLessThan(await met())
  await page.getByLabel('The same password again').fill('something else')
  await page.getByLabel('Name of the credential').fill('payroll-server')
  await page.getByRole('button', { name: 'Create and download' }).click()
  const summary = page.getByRole('alert', { name: 'There is a problem' })
  expect(await summary.textContent()).toContain('The two passwords are not the same.')
  expect(await summary.textContent()).toContain('Read the declaration')
}

async function openssl(protectedKey: Buffer, word: string) {
  const args = ['pkcs8', '-provider', 'legacy', '-provider', 'default', '-inform', 'DER', '-passin', 'env:OPEN_WITH']
  return run('openssl', args, { OPEN_WITH: word }, protectedKey)
}
