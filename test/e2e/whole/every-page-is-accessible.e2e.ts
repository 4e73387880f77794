import { generateKeyPairSync } from 'node:crypto'
import { globSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { acceptRequest, enterRequestCode, reachSummary, sendRequest } from '../support/authorise.ts'
import { useBrowser } from '../support/browser.ts'
import { mandate } from '../support/cli.ts'
import { createAndDownload, fillCredentialForm } from '../support/credential.ts'
import { addresses, enterAddress, enterEmailCode } from '../support/link.ts'
import { startLooking } from '../support/looking.ts'
import { latestMail } from '../support/mail.ts'
import { problemOn } from '../support/problem.ts'
import { type StartedServer, startServer } from '../support/server.ts'
import { proveWhoYouAre, signIn } from '../support/sign-in.ts'

const wattleVale = '/businesses/27809366375'
const banksia = '/businesses/11000002568'
const ironbark = '/businesses/96312011219'
const wattleDsp = '/dsp/27809366375'
const banksiaDsp = '/dsp/11000002568'

// On a sandbox of its own, because a person sees some pages only once.
describe('every page is accessible, on a desktop, on a phone and enlarged to 200%', () => {
  const browser = useBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'mandate-pages-'))
  let server: StartedServer
  let request = ''
  let olivia: Page
  let priya: Page

  const { seen, complaints, visitor, lookAt, lookWhen, look, hrefOf } = startLooking(browser, () => server.at.http)

  beforeAll(async () => {
    server = await startServer()
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true })
    await server?.stop()
  })

  // All that is wrong with all pages is told at once, with what the browser had to say.
  afterEach(() => {
    expect(complaints.splice(0)).toEqual([])
  })

  it('pages for anybody', async () => {
    const page = await visitor()
    const check = '/link/check?check=yes'
    await lookAt(page, '/link/check')
    for (const asked of ['&abn=1', '&abn=85604000035&listed=no&capacity=yes&strength=STANDARD']) {
      await lookAt(page, check + asked)
    }
    for (const path of [
      '/',
      '/?signed-out=yes',
      '/sign-in',
      '/sign-in?error=declined',
      '/help',
      '/help/errors',
      '/keystore-tools',
      '/api/v1',
    ]) {
      await lookAt(page, path)
    }
    for (const path of [
      '/test-my-software',
      '/test-my-software/trust',
      '/inbox',
      '/inbox?search=nobody',
      '/console',
      '/console/people',
      '/console/people/new',
      '/console/people/tom',
      '/console/businesses',
      '/console/businesses/new',
      '/console/businesses/11000002568',
      '/console/time',
      '/console/time?abn=11000002568',
      '/console/faults',
      '/console/snapshots',
      '/console/traffic',
      '/no-such-page',
    ]) {
      await lookAt(page, path)
    }
  })

  it('pages of linking a business', async () => {
    olivia = await visitor()
    const page = olivia
    await page.goto('/home')
    await page.getByRole('button', { name: 'Continue with Digital ID' }).click()
    await proveWhoYouAre(page, 'olivia')
    await look(page)
    await page.getByRole('button', { name: 'Accept and continue' }).click()
    await problemOn(page)
    await look(page)
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Accept and continue' }).click()
    await page.getByRole('heading', { name: 'Welcome, Olivia' }).waitFor()
    await look(page)
    for (const choice of ['', '?i-am=associate', '?i-am=organisation', '?i-am=representative']) {
      await lookAt(page, `/link${choice}`)
    }
    await lookAt(page, '/link/address')
    await page.getByRole('button', { name: 'Find my businesses' }).click()
    await problemOn(page)
    await look(page)
    await enterAddress(page, addresses.olivia)
    await lookWhen(page, 'Choose your businesses')
    await page.getByRole('link', { name: 'Enter a list of ABNs instead' }).click()
    await lookWhen(page, 'Enter a list of ABNs')
    await page.getByLabel('ABNs').fill('27809366375\n11000002568\nnonsense')
    await page.getByRole('button', { name: 'Check the list' }).click()
    await lookWhen(page, 'Check the list')
    await page.getByRole('button', { name: 'Continue with the one that can be linked' }).click()
    await lookWhen(page, 'Your email address')
    await page.getByRole('button', { name: 'Send email' }).click()
    await lookWhen(page, 'Enter the code')
    await enterEmailCode(page, (await latestMail(page, 'olivia@example.com', /code/i)).code ?? '')
    await lookWhen(page, 'Check and declare')
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Link business' }).click()
    await lookWhen(page, 'Your business is linked')
  })

  it('pages of assisted linking, and of the desk where it is decided', async () => {
    const page = olivia
    await lookAt(page, '/link/assisted/new')
    await page.getByLabel('ABN of the business').fill('85604000035\n40608000077')
    await page.getByRole('radio', { name: /company that is the trustee/ }).check()
    await page.getByRole('button', { name: 'Continue' }).click()
    await lookWhen(page, 'What shows it?')
    await page.getByRole('button', { name: 'Add another document' }).click()
    await page.getByRole('group', { name: 'Document 2' }).waitFor()
    await page.getByRole('button', { name: 'Continue' }).click()
    await problemOn(page)
    await look(page)
    await page.getByLabel('Kind of document').first().selectOption('trust-deed')
    await page.getByLabel('Number, date or web address').first().fill('Deed of 3 May 2011')
    await page.getByRole('button', { name: 'Continue' }).click()
    await lookWhen(page, 'Your email address')
    await page.getByLabel(/^Email address/).fill('olivia.trust@example.com')
    await page.getByRole('button', { name: 'Send email' }).click()
    await lookWhen(page, 'Enter the code')
    await enterEmailCode(page, (await latestMail(page, 'olivia.trust@example.com', /code/i)).code ?? '')
    await lookWhen(page, 'Check and send')
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Send 2 requests' }).click()
    await lookWhen(page, 'Your requests are sent')
    await lookAt(page, '/link/assisted')
    const mine = await hrefOf(page, 'Rossi Family Trust')
    for (const act of ['', '/withdraw']) await lookAt(page, mine + act)
    await lookAt(page, '/me')
    const desk = await visitor()
    await signIn(desk, 'desk')
    await lookAt(desk, '/desk')
    await lookAt(desk, await hrefOf(desk, 'Rossi Family Trust'))
    await desk.getByRole('radio', { name: 'Approve' }).check()
    await desk.getByLabel('Reasons').fill('The deed and the extract agree.')
    await desk.getByRole('button', { name: 'Decide' }).click()
    await desk.waitForURL(/done=approved/)
    await look(desk)
    await lookAt(page, mine)
    await lookAt(desk, '/desk/relying-services')
    await lookAt(desk, '/desk/relying-services/new')
    await desk.getByLabel('Client id').fill('grants')
    await desk.getByLabel('Name').fill('Grants portal')
    await desk.getByLabel('Purpose').fill('Businesses apply for grants here.')
    await desk.getByLabel('Return addresses').fill('https://grants.example/callback')
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    await desk.getByLabel('Public keys').fill(JSON.stringify({ keys: [publicKey.export({ format: 'jwk' })] }))
    await desk
      .getByRole('group', { name: /Which services/ })
      .getByRole('checkbox')
      .first()
      .check()
    await desk.getByRole('button', { name: 'Register' }).click()
    await lookWhen(desk, 'The relying service was registered')
    await lookAt(desk, '/desk/relying-services/grants/remove')
    await lookAt(desk, '/desk/relying-services/demonstration-service')
    await lookAt(desk, '/desk/relying-parties/new')
    await desk.getByLabel('Id', { exact: true }).fill('payroll')
    await desk.getByLabel('Name').fill('Payroll portal')
    await desk.getByLabel('Addresses').fill('https://payroll.example/service')
    await desk.getByRole('button', { name: 'Register' }).click()
    await problemOn(desk)
    await look(desk)
    await desk.getByLabel('Certificate').fill(await (await fetch(`${server.at.http}/pki/token-signing.pem`)).text())
    await desk.getByRole('button', { name: 'Register' }).click()
    await lookWhen(desk, 'The relying party was registered')
    await lookAt(desk, await hrefOf(desk, 'Payroll portal'))
    await lookAt(desk, '/desk/relying-parties/payroll/remove')
    await desk.getByRole('button', { name: 'Yes, remove' }).click()
    await desk.waitForURL(/done=removed/)
    await lookAt(desk, '/desk/history')
  })

  it('pages of authorising somebody', async () => {
    const page = olivia
    await lookAt(page, '/businesses')
    await lookAt(page, wattleVale)
    await reachSummary(
      page,
      { givenNames: 'Marcus', familyName: 'Webb', email: 'marcus@example.com', isMachineCredentialAdministrator: true },
      () => look(page),
    )
    await look(page)
    await sendRequest(page)
    await look(page)
    const authorisation = new URL(page.url()).pathname
    for (const act of ['', '/edit', '/reissue-code', '/remove']) await lookAt(page, authorisation + act)
    await lookAt(page, `${wattleVale}?search=nobody`)
    await lookAt(page, `${wattleVale}/authorisations/import`)
    await page.getByRole('button', { name: 'Check the file' }).click()
    await problemOn(page)
    await look(page)
    const lines = 'given names,family name,email,agencies\nLena,Park,lena@example.com,ato\nEve,Nomail,nowhere,ato'
    await page.getByLabel(/Or paste/).fill(lines)
    await page.getByRole('button', { name: 'Check the file' }).click()
    await lookWhen(page, 'Check the lines')
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Send 1 request' }).click()
    await lookWhen(page, 'Outcome of the import')
    await page.goto(wattleVale)
    const mine = await hrefOf(page, 'Olivia Nguyen')
    await lookAt(page, `${mine}/change-email`)
    await page.getByLabel(/email/i).fill('olivia.new@example.com')
    await page.getByRole('button', { name: /Send/ }).click()
    await page.waitForURL(/change-email\/code/)
    await look(page)
  })

  it('pages of answering a request', async () => {
    const page = await visitor()
    await signIn(page, 'marcus')
    const mail = await latestMail(page, 'marcus@example.com', /^Authorisation request/)
    await page.goto('/inbox')
    await lookAt(page, await hrefOf(page, /^Authorisation request/))
    await lookAt(page, '/accept')
    await page.goto('/home')
    await enterRequestCode(page, 'ZZZZ99')
    await problemOn(page)
    await look(page)
    await page.goto('/home')
    await enterRequestCode(page, mail.code ?? '')
    await lookWhen(page, 'Act for Wattle Vale Training?')
    request = new URL(page.url()).search
    await lookAt(page, `/accept/decline${request}`)
    await lookAt(page, `/accept/new-code${request}`)
    await page.goto(`/accept/review${request}`)
    await acceptRequest(page)
    await lookWhen(page, 'You accepted')
    await lookAt(page, wattleVale)
  })

  it('pages of a business with everything', async () => {
    priya = await visitor()
    const page = priya
    await signIn(page, 'priya')
    const tabs = ['', '/history', '/notifications', '/notifications/new', '/notifications/request']
    for (const tab of tabs) await lookAt(page, banksia + tab)
    await page.goto(`${banksia}?search=Sofia`)
    const ending = await hrefOf(page, 'Sofia Marino')
    await lookAt(page, ending)
    await lookAt(page, `${ending}/renew`)
    await lookAt(page, `${banksia}/authorisations/renew`)
    await page.getByRole('group', { name: 'Declaration' }).getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Renew' }).click()
    await page.waitForURL(/renew\/outcome/)
    await look(page)
  })

  it('pages of cloud software notifications', async () => {
    const page = await visitor()
    await signIn(page, 'grace')
    await lookAt(page, `${ironbark}/notifications`)
    await lookAt(page, await hrefOf(page, /^End/))
    await lookAt(page, `${ironbark}/notifications`)
    await lookAt(page, await hrefOf(page, 'Banksia Cloud Software'))
  })

  it('pages of machine credentials', async () => {
    const page = priya
    for (const path of ['/credentials', '/credentials/new', '/credentials/new?where=cloud']) {
      await lookAt(page, banksia + path)
    }
    await lookAt(page, `${banksia}/credentials/new?where=server`)
    await page.getByRole('button', { name: 'Create and download' }).click()
    await problemOn(page)
    await look(page)
    await fillCredentialForm(page, { name: 'looked-at', password: 'Looked-At-Once-3' })
    await createAndDownload(page)
    await lookWhen(page, 'Your machine credential is ready')
    await page.getByRole('link', { name: 'See the credential' }).click()
    await lookWhen(page, 'looked-at')
    await lookAt(page, `${new URL(page.url()).pathname}/revoke`)
    const made = await mandate(
      ['sandbox', 'credential', '--abn', '11000002568', '--name', 'nobodys', '--out', join(folder, 'keystore.xml')],
      { MANDATE_URL: server.at.https, MANDATE_KEYSTORE_PASSWORD: 'Looked-At-Once-3' },
    )
    expect(made).toMatchObject({ code: 0, errors: '' })
    await lookAt(page, `${banksia}/credentials`)
    await lookAt(page, `${await hrefOf(page, 'nobodys')}/claim`)
  })

  it('pages of a DSP before its registration', async () => {
    const page = olivia
    for (const path of ['/dsp', wattleDsp, `${wattleDsp}/contacts`, `${wattleDsp}/registration`]) {
      await lookAt(page, path)
    }
    await page.getByRole('button', { name: 'Send registration' }).click()
    await problemOn(page)
    await look(page)
  })

  it('pages of a DSP with a product', async () => {
    const page = priya
    for (const path of ['', '/contacts', '/contacts/new', '/products/mail', '/support', '/products/new']) {
      await lookAt(page, banksiaDsp + path)
    }
    await page.getByRole('button', { name: 'Register and enter EVTE' }).click()
    await problemOn(page)
    await look(page)
    await page.goto(`${banksiaDsp}/contacts`)
    const contact = await hrefOf(page, /^Change/)
    await lookAt(page, contact)
    await lookAt(page, `${contact}/remove`)
    await page.goto(banksiaDsp)
    const product = await hrefOf(page, /^Banksia Enrol/)
    for (const path of ['', '/welcome-pack', '/usi-kit', '/credential', '/withdraw?service=USI', '/performance']) {
      await lookAt(page, product + path)
    }
    for (const path of ['/tests/usi', '/tests/sbr2', '/tests/usi/attest/bad-password', '/report/usi']) {
      await lookAt(page, product + path)
    }
    const keystore = join(folder, 'product.xml')
    const kit = { MANDATE_URL: server.at.https, MANDATE_KEYSTORE_PASSWORD: 'Looked-At-Once-3' }
    const credential = ['--abn', '11000002568', '--name', 'evte-banks1', '--out', keystore]
    expect(await mandate(['sandbox', 'credential', ...credential], kit)).toMatchObject({ code: 0 })
    const target = `${server.at.https}/evte/usi/service/v5/usiservice.svc`
    const token = await mandate(['token', '--keystore', keystore, '--applies-to', target], kit)
    expect(token).toMatchObject({ code: 0, errors: '' })
    const tickedCases = async () => {
      await page.goto(`${product}/tests/usi`)
      return await page.getByRole('link', { name: /^trace/ }).count()
    }
    await expect.poll(tickedCases, { timeout: 20_000 }).toBeGreaterThan(0)
    await look(page)
    await lookAt(page, await hrefOf(page, /^trace/))
    await lookAt(page, `${product}/performance`)
    await lookAt(page, product)
  })

  it('pages of what software asked for', async () => {
    const page = priya
    await lookAt(page, `${banksia}/traces?outcome=REFUSED`)
    const environment = { MANDATE_URL: server.at.https, MANDATE_KEYSTORE_PASSWORD: 'Looked-At-Once-3' }
    const ask = (appliesTo: string) =>
      mandate(['token', '--keystore', join(folder, 'keystore.xml'), '--applies-to', appliesTo], environment)
    expect((await ask('https://3pt.portal.usi.gov.au/service/v5/usiservice.svc')).code).toBe(0)
    expect((await ask('https://nobody.example/service')).code).not.toBe(0)
    for (const outcome of ['ACCEPTED', 'REFUSED']) {
      const list = `${banksia}/traces?outcome=${outcome}`
      const shown = async () => (await page.goto(list)) && (await page.getByRole('rowheader').count())
      await expect.poll(shown, { timeout: 10_000 }).toBeGreaterThan(0)
      await lookAt(page, list)
      await lookAt(page, await hrefOf(page, /20\d\d/))
    }
    await lookAt(page, '/console/traffic')
    await lookAt(page, await hrefOf(page, /^Token service/))
  })

  it('pages of sharing with a relying service', async () => {
    const page = priya
    await page.goto('/sandbox/relying-service/')
    await page.getByRole('link', { name: 'Sign in through RAM' }).click()
    await lookWhen(page, 'Your consent')
    await page.getByRole('button', { name: 'Decline' }).click()
    await page.getByText('You are not signed in.').waitFor()
    await look(page)
    await page.getByRole('link', { name: 'Start again' }).click()
    await page.getByRole('link', { name: 'Sign in through RAM' }).click()
    await page.getByRole('button', { name: 'Share and continue' }).click()
    await page.getByRole('heading', { name: 'What RAM says about you' }).waitFor()
    await lookAt(page, '/me/sharing')
    await page.getByRole('link', { name: 'View or withdraw what you share with Demonstration service' }).click()
    await lookWhen(page, 'Withdraw your consent')
    await page.getByRole('button', { name: 'Withdraw my consent' }).click()
    await lookWhen(page, 'You withdrew your consent')
    await page.getByRole('heading', { name: 'You share with no service' }).waitFor()
    await lookAt(page, '/share/refused?reason=invalid_request')
  })

  it('pages of API tokens', async () => {
    const page = priya
    await lookAt(page, `${banksia}/api-tokens`)
    await lookAt(page, `${banksia}/api-tokens/new`)
    await page.getByRole('button', { name: 'Create token' }).click()
    await problemOn(page)
    await look(page)
    await page.getByLabel('Name').fill('looked at')
    await page.getByLabel('See the business').check()
    await page.getByRole('button', { name: 'Create token' }).click()
    await lookWhen(page, 'Token “looked at” is ready')
    await lookAt(page, new URL(page.url()).pathname)
    await lookAt(page, `${banksia}/api-tokens`)
    await lookAt(page, await hrefOf(page, /^Revoke/))
  })

  it('pages of support for DSPs, on both sides', async () => {
    const page = priya
    for (const kind of ['QUESTION', 'FEEDBACK', 'INCIDENT']) {
      await lookAt(page, `${banksiaDsp}/support/new?kind=${kind}`)
    }
    await page.getByRole('button', { name: 'Send incident report' }).click()
    await problemOn(page)
    await look(page)
    await page.goto(`${banksiaDsp}/support`)
    const request = await hrefOf(page, /^DSP-/)
    await lookAt(page, request)
    const desk = await visitor()
    await signIn(desk, 'desk')
    await lookAt(desk, '/dsp')
    await lookAt(desk, '/dsp/desk')
    await lookAt(desk, '/dsp/desk?status=ANSWERED')
    await lookAt(desk, `/dsp/desk/${request.split('/').at(-1)}`)
  })

  it('pages that refuse', async () => {
    const page = await visitor()
    await signIn(page, 'tom')
    await lookAt(page, '/businesses')
    await lookAt(page, banksia)
    await lookAt(page, '/link?i-am=associate')
    await lookAt(page, '/link/assisted/new')
  })

  it('and these were all pages that there are', () => {
    const patterns = globSync('**/page.tsx', { cwd: join(import.meta.dirname, '../../../app') }).map(patternOf)
    const unseen = patterns.filter((pattern) => ![...seen].some((path) => new RegExp(`^${pattern}$`).test(path)))
    expect(patterns.length).toBeGreaterThan(40)
    expect(unseen).toEqual([])
  })
})

/** Regular expression of the addresses that the page file of the app answers. */
function patternOf(file: string): string {
  const folders = file
    .split('/')
    .slice(0, -1)
    .filter((folder) => !folder.startsWith('('))
  return `/${folders.map((folder) => (folder.startsWith('[') ? '[^/]+' : folder)).join('/')}`
}
