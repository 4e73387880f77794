import { createPrivateKey } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { instant } from '../../../lib/core/clock.ts'
import { systemRandom } from '../../../lib/core/random.ts'
import { openCredentialFile } from '../../../lib/formats/keystore/convert/open-any.ts'
import { openKeystore } from '../../../lib/formats/keystore/open.ts'
import { parseKeystorePassword } from '../../../lib/formats/keystore/password.ts'
import { sealKeystore } from '../../../lib/formats/keystore/seal.ts'
import { issueCertificate } from '../../../lib/formats/pki/issue/issue.ts'
import { machineSubject } from '../../../lib/formats/pki/request/create.ts'
import { leafInput, testAbn, testAuthority, testPkcs8 } from '../../vectors/keystore/authority.ts'
import { useBrowser } from '../support/browser.ts'
import { problemOn } from '../support/problem.ts'
import { recordRequests, secretsOfKey, secretsOfPassword } from '../support/secrets.ts'

const password = parseKeystorePassword('Payroll-Window-58')
const other = parseKeystorePassword('Shelf-Harbour-12')

describe('the keystore tools', () => {
  const browser = useBrowser()
  const sent: Promise<string>[] = []
  let page: Page
  let files: Record<'payroll' | 'counter', string>

  beforeAll(async () => {
    const authority = await testAuthority()
    const sealed = async (name: string, sealedWith: typeof password) => {
      const leaf = await issueCertificate(leafInput(authority, { subject: machineSubject(testAbn, name) }))
      const credential = { certificates: [leaf, ...authority.chain.slice(1)], privateKeyPkcs8: testPkcs8('leaf') }
      const now = instant('2025-01-02T00:00:00Z')
      return sealKeystore({ credentials: [credential], password: sealedWith, random: systemRandom, now })
    }
    files = { payroll: await sealed('payroll', password), counter: await sealed('counter', other) }
    page = await browser.visitor()
    recordRequests(page.context(), sent)
    await page.goto('/keystore-tools')
  })

  it('show what is in a file without its password, to somebody who is not signed in', async () => {
    await choose('Keystore file', 'keystore.xml', files.payroll)
    await page.getByRole('heading', { name: 'What is in keystore.xml' }).waitFor()
    expect(await page.getByRole('main').textContent()).toMatch(/It holds 1 credential.*payroll.*ABN 27 809 366 375/)
  })

  it('say what is wrong with a file that is none', async () => {
    await choose('Keystore file', 'letter.xml', '<letter/>')
    await page.getByRole('region', { name: 'This is not a keystore file' }).waitFor()
    expect(await page.getByRole('heading', { name: /What is in/ }).count()).toBe(0)
  })

  it('check a file with its password', async () => {
    await choose('Keystore file', 'keystore.xml', files.payroll)
    await page.getByLabel('Password of keystore.xml').fill(`${password}x`)
    await page.getByRole('button', { name: 'Check the file' }).click()
    const wrong = page.getByRole('region', { name: 'The file is not right' })
    await wrong.waitFor()
    expect(await wrong.textContent()).toContain('The password does not open')
    await page.getByLabel('Password of keystore.xml').fill(password)
    await page.getByRole('button', { name: 'Check the file' }).click()
    await page.getByText('It opens the private key, which belongs to the certificate.').waitFor()
  })

  it('change the password', async () => {
    await page.getByRole('radio', { name: 'Change its password' }).check()
    await page.getByRole('button', { name: 'Change the password' }).click()
    expect((await problemOn(page)) ?? '').toContain('Enter the new password.')
    await page.getByLabel('New password').fill(other)
    await page.getByLabel('The same password again').fill(other)
    const changed = await save('Change the password')
    expect(openKeystore(changed, other).credentials).toMatchObject([{ name1: 'payroll', integrity: 'valid' }])
    expect(() => openKeystore(changed, password)).toThrow()
  })

  it('convert to PKCS#12 and PEM, and back', async () => {
    await page.getByRole('radio', { name: 'Convert it to another format' }).check()
    const p12 = await save('Convert the file')
    expect(openCredentialFile(p12, password)).toMatchObject({ format: 'pkcs12', credentials: [{ name: 'payroll' }] })
    await page.getByLabel('Format of the new file').selectOption('pem')
    const pem = await save('Convert the file')
    expect(Buffer.from(pem).toString()).toMatch(/^-----BEGIN ENCRYPTED PRIVATE KEY-----/)

    await choose('Keystore file', 'payroll.p12', p12)
    await page.getByRole('radio', { name: 'Convert it to another format' }).check()
    await page.getByLabel('Password of payroll.p12').fill(password)
    const back = await save('Convert the file')
    expect(openKeystore(back, password).credentials).toMatchObject([{ id: `ABRD:${testAbn}_payroll` }])
  })

  it('add a credential from another file', async () => {
    await choose('Keystore file', 'keystore.xml', files.payroll)
    await page.getByRole('radio', { name: 'Add a credential from another file' }).check()
    await page.getByLabel('Password of keystore.xml').fill(password)
    await choose('File with the credential to add', 'counter.xml', files.counter)
    await page.getByLabel('Password of that file').fill(other)
    const both = await save('Add to the keystore')
    expect(openKeystore(both, password).credentials.map(({ name1 }) => name1)).toEqual(['payroll', 'counter'])
  })

  it('and no request carries the file, a password or the key', async () => {
    const requests = await Promise.all(sent)
    expect(requests.length).toBeGreaterThan(3)
    const key = createPrivateKey({ key: Buffer.from(testPkcs8('leaf')), format: 'der', type: 'pkcs8' })
    const fileParts = Object.values(files).flatMap((xml) =>
      ['protectedPrivateKey', 'publicCertificate'].map((name) => ({
        what: `${name} of the file`,
        text: new RegExp(`<${name}>([^<]{60})`).exec(xml)?.[1] as string,
      })),
    )
    const secrets = [...secretsOfPassword(password), ...secretsOfPassword(other), ...secretsOfKey(key), ...fileParts]
    for (const request of requests) {
      const found = secrets.find(({ text }) => request.includes(text))
      expect(found?.what, request.slice(0, 200)).toBeUndefined()
      expect(request).toMatch(/^GET /)
    }
  })

  it('work off the network, once the page has been used', async () => {
    await page.context().setOffline(true)
    await page.getByRole('radio', { name: 'Check it in every point' }).check()
    await page.getByRole('button', { name: 'Check the file' }).click()
    await page.getByText('It opens the private key, which belongs to the certificate.').waitFor()
    await page.context().setOffline(false)
  })

  async function choose(label: string, name: string, content: string | Uint8Array): Promise<void> {
    await page.getByLabel(label, { exact: true }).setInputFiles({
      name,
      mimeType: 'application/octet-stream',
      buffer: Buffer.from(content as Uint8Array),
    })
  }

  async function save(button: string): Promise<Uint8Array> {
    await page.getByRole('button', { name: button }).click()
    await page.getByRole('region', { name: 'The new file is ready' }).waitFor()
    const started = page.waitForEvent('download')
    await page.getByRole('link', { name: 'Save the file' }).click()
    return await readFile(await (await started).path())
  }
})
