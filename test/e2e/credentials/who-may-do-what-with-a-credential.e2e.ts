import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { Page, Request } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fromBase64 } from '../../../lib/core/bytes.ts'
import { systemRandom } from '../../../lib/core/random.ts'
import { onMachineCredentialAdministratorEnded } from '../../../lib/domain/credentials/care/unassign-credentials.ts'
import { openKeystore } from '../../../lib/formats/keystore/open.ts'
import { parseKeystorePassword } from '../../../lib/formats/keystore/password.ts'
import { sealKeystore } from '../../../lib/formats/keystore/seal.ts'
import { generateRsaKey } from '../../../lib/platform/authority/generate-key.ts'
import type { Runtime } from '../../../lib/platform/runtime/runtime.ts'
import { inTransaction } from '../../../lib/platform/store/transaction.ts'
import { addAuthorisation, business, type CastRole, makeTestCredential } from '../../support/credentials.ts'
import { useBrowser } from '../support/browser.ts'
import { headingOf } from '../support/problem.ts'
import { type StartedServer, startServer } from '../support/server.ts'
import { signIn } from '../support/sign-in.ts'
import { stagePerson, stageSandbox } from '../support/staged.ts'

const { abn } = business
const home = `/businesses/${abn}/credentials`
const password = parseKeystorePassword('Payroll-Window-58')

/** Whoever looks after the credentials before the walk begins, and leaves. */
const leaver = 'noah'
const roles: Record<string, CastRole> = {
  olivia: 'principal',
  marcus: 'mca',
  henry: 'administrator',
  grace: 'user',
  tom: 'basic',
}
const mayNot = ['henry', 'grace', 'tom', 'priya']
const names = [
  'for-olivia',
  'for-marcus',
  'stays',
  'suspended-a',
  'suspended-b',
  'suspended-c',
  'expired',
  'due',
] as const
type Name = (typeof names)[number]

// On a sandbox of its own, as everybody here acts for one business.
describe('who may do what with a machine credential', () => {
  const browser = useBrowser()
  const ids = {} as Record<Name, string>
  const people = new Map<string, Page>()
  let folder: string
  let server: StartedServer
  let keystore: string
  let certify: Request | undefined

  beforeAll(async () => {
    folder = await stageSandbox(stage)
    server = await startServer({ MANDATE_DATA: folder })
    for (const person of [...Object.keys(roles), 'priya']) {
      const page = await browser.visitor({ baseURL: server.at.http })
      await signIn(page, person)
      people.set(person, page)
    }
  }, 180_000)
  afterAll(async () => {
    await server?.stop()
    rmSync(folder, { recursive: true, force: true })
  })

  async function stage(runtime: Runtime): Promise<void> {
    const { store, clock } = runtime
    const createdAt = new Date(clock.now())
    await store.business.upsert({
      where: { abn },
      create: { abn, name: business.name, entityType: 'Company', createdAt },
      update: {},
    })
    for (const [person, role] of Object.entries(roles)) {
      await addAuthorisation(runtime, abn, role, await stagePerson(runtime, person))
    }
    const keeper = await stagePerson(runtime, leaver)
    const authorisationId = await addAuthorisation(runtime, abn, 'mca', keeper)
    const marcus = await stagePerson(runtime, 'marcus')
    for (const name of names) {
      const key = await generateRsaKey(2048)
      const made = await makeTestCredential(name.startsWith('suspended') ? keeper : marcus, { abn, name, key })
      ids[name] = made.credentialId
      if (name !== 'due') continue
      const certificates = made.certificates.map((one) => fromBase64(one) as Uint8Array)
      const privateKeyPkcs8 = key.privateKey.export({ format: 'der', type: 'pkcs8' })
      const credentials = [{ certificates, privateKeyPkcs8 }]
      keystore = sealKeystore({ credentials, password, random: systemRandom, now: clock.now() })
    }
    const days = (count: number) => new Date(clock.now() + count * 86_400_000)
    await store.credential.update({ where: { id: ids.expired }, data: { notAfter: days(-1) } })
    await store.credential.update({ where: { id: ids.due }, data: { notAfter: days(20) } })
    await inTransaction(store, (tx) =>
      onMachineCredentialAdministratorEnded(tx, runtime, { abn, authorisationId, now: clock.now(), actor: 'system' }),
    )
  }

  const as = (person: string) => people.get(person) as Page
  async function statusOf(name: Name): Promise<string> {
    const page = as('olivia')
    await page.goto(`${home}/${ids[name]}`)
    return await page
      .locator('dl')
      .first()
      .getByText(/^(Active|Suspended|Revoked|Expired)$/)
      .first()
      .innerText()
  }

  it('it begins with one of each', async () => {
    for (const [name, status] of [
      ['stays', 'Active'],
      ['suspended-a', 'Suspended'],
      ['expired', 'Expired'],
    ] as const) {
      expect(await statusOf(name)).toBe(status)
    }
  })

  it.each(mayNot)('%s sees no credential, by tab or by address', async (person) => {
    const page = as(person)
    await page.goto(`/businesses/${abn}`)
    expect(await page.getByRole('link', { name: 'Manage credentials' }).count()).toBe(0)
    const acts = ['', '/revoke', '/claim'].map((act) => `${home}/${ids['suspended-a']}${act}`)
    for (const path of [home, `${home}/new`, `${home}/new?where=server`, `${home}/new?renews=${ids.due}`, ...acts]) {
      const answer = await page.goto(path)
      expect([403, 404], path).toContain(answer?.status())
      expect(await page.getByRole('main').innerText(), path).not.toMatch(/suspended-a|for-marcus/)
    }
    expect([403, 404]).toContain((await page.request.get(`${home}/export`)).status())
  })

  it.each([
    ['the principal authority', 'olivia', 'for-olivia'],
    ['the machine credential administrator', 'marcus', 'for-marcus'],
  ] as const)('%s revokes an active one, and nobody brings it back', async (_, person, name) => {
    const page = as(person)
    await page.goto(`${home}/${ids[name]}`)
    await page.getByRole('link', { name: 'Revoke', exact: true }).click()
    await page.getByRole('radio', { name: 'Another reason' }).check()
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Yes, revoke' }).click()
    await page.getByRole('region', { name: 'The credential is revoked' }).waitFor()
    expect(await statusOf(name)).toBe('Revoked')
    await expectNothingMore(name)
  })

  it.each([
    ['the principal authority', 'olivia', 'suspended-a'],
    ['the machine credential administrator', 'marcus', 'suspended-b'],
  ] as const)('%s claims a suspended one', async (_, person, name) => {
    const page = as(person)
    await page.goto(`${home}/${ids[name]}`)
    await page.getByRole('link', { name: 'Claim', exact: true }).click()
    await page.getByRole('checkbox').check()
    await page.getByRole('button', { name: 'Claim' }).click()
    await page.getByRole('region', { name: 'You look after this credential now' }).waitFor()
    expect(await statusOf(name)).toBe('Active')
  })

  it('nothing can be done with an expired one', async () => {
    await expectNothingMore('expired')
  })

  it.each(mayNot)('%s cannot send the forms of others either', async (person) => {
    for (const [act, name, more] of [
      ['revoke', 'stays', { reason: 'UNSPECIFIED', declaration: 'yes' }],
      ['claim', 'suspended-c', { declaration: 'yes' }],
    ] as const) {
      const before = await statusOf(name)
      const path = `${home}/${ids[name]}/${act}`
      const fields = await fieldsOf(as('marcus'), path)
      expect(fields).toMatchObject({ abn, id: ids[name] })
      const sent = await as(person).request.post(path, {
        multipart: { ...fields, submissionId: crypto.randomUUID(), ...more },
        headers: { origin: server.at.http },
        maxRedirects: 0,
      })
      expect(sent.headers().location ?? '').not.toContain('done=')
      expect(await statusOf(name)).toBe(before)
    }
  })

  it('and the form that others may not send is good in the right hands', async () => {
    const path = `${home}/${ids['suspended-c']}/revoke`
    const sent = await as('marcus').request.post(path, {
      multipart: { ...(await fieldsOf(as('marcus'), path)), reason: 'UNSPECIFIED', declaration: 'yes' },
      headers: { origin: server.at.http },
      maxRedirects: 0,
    })
    expect(sent.headers().location).toContain('done=revoked')
    expect(await statusOf('suspended-c')).toBe('Revoked')
  })

  it('a renewal goes into the old file, and ends the old credential at once where that is wanted', async () => {
    const page = as('olivia')
    await page.goto(`${home}/${ids.due}`)
    await page.getByRole('link', { name: 'Renew', exact: true }).click()
    await page.getByRole('radio', { name: /in place of the old credential/ }).check()
    await chooseKeystore(page)
    await page.getByLabel('Password of that file').fill(password)
    await page.getByRole('radio', { name: /^Revoke it at once/ }).check()
    await page.getByRole('checkbox', { name: /^I / }).check()
    const xml = await download(page, 'Renew and download')
    const [was] = openKeystore(keystore, password).credentials
    const opened = openKeystore(xml, password).credentials
    expect(opened.map(({ id }) => id)).toEqual([was?.id])
    expect(opened[0]?.serialNumber).not.toBe(was?.serialNumber)
    expect(await statusOf('due')).toBe('Revoked')
    keystore = xml
  })

  it('a new one joins the others in a file; the wrong password of that file makes nothing', async () => {
    const page = as('marcus')
    page.on('request', (request) => {
      if (request.method() === 'POST' && request.postData()?.includes('certificateRequest')) certify = request
    })
    await page.goto(`${home}/new?where=desktop`)
    await page.getByLabel('Name of the credential').fill('joins')
    await page.getByRole('radio', { name: /A keystore file that I have/ }).check()
    await chooseKeystore(page)
    await page.getByLabel('Password of that file').fill(`${password}x`)
    await page.getByRole('checkbox', { name: /^I / }).check()
    await page.getByRole('button', { name: 'Create and download' }).click()
    await page.getByText('The password does not open the credential').waitFor()
    expect(certify).toBeUndefined()
    await page.getByLabel('Password of that file').fill(password)
    const xml = await download(page, 'Create and download')
    expect(openKeystore(xml, password).credentials.map(({ name1 }) => name1)).toEqual(['due', 'joins'])
  })

  it('the same name says before what it shares', async () => {
    const page = as('marcus')
    await page.goto(`${home}/new?where=desktop`)
    await page.getByLabel('Name of the credential').fill('joins')
    await page.getByLabel('Name of the credential').blur()
    await page.getByRole('status').filter({ hasText: 'will share its permissions' }).waitFor()
  })

  it.each(mayNot)('%s cannot send the request for a certificate that another person sent', async (person) => {
    if (certify === undefined) throw new Error('there was no request')
    const body = (certify.postData() ?? '').replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, crypto.randomUUID())
    const { 'next-action': action = '', 'content-type': type = '' } = await certify.allHeaders()
    const answer = await as(person).request.post(`${home}/new?where=desktop`, {
      data: body,
      headers: { 'next-action': action, 'content-type': type, origin: server.at.http, accept: 'text/x-component' },
    })
    expect(await answer.text()).toMatch(/"code":"ram\./)
    expect(await answer.text()).not.toContain('certificates')
  })

  async function expectNothingMore(name: Name): Promise<void> {
    const page = as('olivia')
    await page.goto(`${home}/${ids[name]}`)
    for (const act of ['Claim', 'Renew', 'Revoke']) {
      expect(await page.getByRole('link', { name: act, exact: true }).count(), act).toBe(0)
    }
    for (const act of ['revoke', 'claim']) {
      await page.goto(`${home}/${ids[name]}/${act}`)
      await page.getByRole('region', { name: 'This is not possible now' }).waitFor()
    }
    await page.goto(`${home}/new?renews=${ids[name]}`)
    expect(await headingOf(page)).toMatch(/revoked|expired/)
  }

  async function chooseKeystore(page: Page): Promise<void> {
    const file = { name: 'keystore.xml', mimeType: 'application/xml', buffer: Buffer.from(keystore) }
    await page.getByLabel('Your keystore file').setInputFiles(file)
  }

  async function download(page: Page, button: string): Promise<string> {
    const started = page.waitForEvent('download', { timeout: 60_000 })
    await page.getByRole('button', { name: button }).click()
    const file = await started
    expect(file.suggestedFilename()).toBe('keystore.xml')
    return await readFile(await file.path(), 'utf8')
  }
})

/** What the form on a page would send, as a browser without a script reads it. */
async function fieldsOf(page: Page, path: string): Promise<Record<string, string>> {
  const html = await (await page.request.get(path)).text()
  const form = /<form[^>]*>(?:(?!<\/form>)[\s\S])*name="submissionId"[\s\S]*?<\/form>/.exec(html)?.[0] ?? ''
  const inputs = form.matchAll(/<input[^>]*type="hidden"[^>]*>/g)
  return Object.fromEntries(
    [...inputs].map(([input]) => [attribute(input, 'name'), attribute(input, 'value')] as const),
  )
}

function attribute(tag: string, name: string): string {
  const written = new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  const entities: Record<string, string> = { quot: '"', amp: '&', lt: '<', gt: '>', '#x27': "'" }
  return written.replace(/&(quot|amp|lt|gt|#x27);/g, (_, entity: string) => entities[entity] ?? '')
}
