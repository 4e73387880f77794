import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { day, instant } from '../../../lib/core/clock.ts'
import { systemRandom } from '../../../lib/core/random.ts'
import { parseKeystorePassword } from '../../../lib/formats/keystore/password.ts'
import { sealKeystore } from '../../../lib/formats/keystore/seal.ts'
import { testAuthority } from '../../attacks/mas-world.ts'
import { expectAccessible } from '../support/accessibility.ts'
import { useBrowser } from '../support/browser.ts'
import { mandate } from '../support/cli.ts'

const password = 'Another-Office-1'
const usi = 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc'
// A business that no other journey uses, and that the simulated register does not know.
const abn = '83914571673'

describe('a vendor lets the sandbox trust the test keystore that their software has', () => {
  const browser = useBrowser()
  const folder = mkdtempSync(join(tmpdir(), 'mandate-trust-'))
  const [first, second] = [join(folder, 'first.xml'), join(folder, 'second.xml')] as const
  const root = join(folder, 'root.pem')

  beforeAll(async () => {
    const now = instant(Date.now())
    const authority = await testAuthority('Another Office')
    for (const [file, name] of [
      [first, 'OfFirst'],
      [second, 'OfSecond'],
    ] as const) {
      const made = await authority.credential(abn, name, { from: instant(now - day) })
      const certificates = [made, authority.sub, authority.root].map(({ certificate }) => certificate.der)
      const privateKeyPkcs8 = made.privateKey.export({ format: 'der', type: 'pkcs8' })
      const credentials = [{ certificates, privateKeyPkcs8 }]
      writeFileSync(
        file,
        sealKeystore({ credentials, password: parseKeystorePassword(password), random: systemRandom, now }),
      )
    }
    writeFileSync(root, await (await fetch(`${inject('servedAt').http}/pki/root.pem`)).text())
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const token = (file: string) =>
    mandate(['token', '--keystore', file, '--ca', root, '--applies-to', usi], { MANDATE_KEYSTORE_PASSWORD: password })

  it('with the command', async () => {
    expect((await token(first)).errors).toContain('E2020')
    const trusted = await mandate(['sandbox', 'trust', first])
    expect(trusted.output).toContain('OfFirst (external)')
    expect(await token(first)).toMatchObject({ code: 0, errors: '' })
    expect((await token(second)).errors).toContain('E2020')
  })

  it('on the page, to which the keys in the file are never sent', async () => {
    const page = await browser.visitor()
    const sent: string[] = []
    page.on('request', (request) => sent.push(request.postData() ?? ''))
    await page.goto('/test-my-software')
    await page.getByRole('link', { name: 'Let this sandbox trust it' }).click()
    await page.getByLabel('Your keystore file').setInputFiles(second)
    await page.getByRole('heading', { name: 'The sandbox trusts your keystore' }).waitFor()
    const row = page.getByRole('row').filter({ hasText: 'OfSecond' })
    expect(await row.innerText()).toContain('External')
    const key = /<protectedPrivateKey>\s*([A-Za-z0-9+/]{60})/.exec(await readFile(second, 'utf8'))?.[1] as string
    expect(key).toHaveLength(60)
    expect(sent.some((body) => body.includes('MII'))).toBe(true)
    expect(sent.filter((body) => body.includes(key))).toEqual([])
    await expectAccessible(page)
    expect(await token(second)).toMatchObject({ code: 0, errors: '' })
    await row.getByRole('button', { name: 'Stop trusting' }).click()
    await page.getByRole('heading', { name: 'The credential is no longer trusted' }).waitFor()
    expect((await token(second)).errors).toContain('E2020')
  })

  it('and is told what is wrong with a file that is none', async () => {
    const page = await browser.visitor()
    await page.goto('/test-my-software/trust')
    await page.getByLabel('Your keystore file').setInputFiles({
      name: 'letter.xml',
      mimeType: 'text/xml',
      buffer: Buffer.from('<letter/>'),
    })
    await page.getByRole('heading', { name: 'This is not a keystore file' }).waitFor()
  })

  it('and ends it with the command', async () => {
    const { credentials } = JSON.parse((await mandate(['sandbox', 'trust', '--list', '--json'])).output)
    const { id } = credentials.find(({ name }: { name: string }) => name === 'OfFirst')
    expect((await mandate(['sandbox', 'trust', '--remove', id])).code).toBe(0)
    expect((await token(first)).errors).toContain('E2020')
    expect(await mandate(['sandbox', 'trust', '--remove', id])).toMatchObject({ code: 1 })
    expect(await mandate(['sandbox', 'trust'])).toMatchObject({ code: 2 })
  })
})
