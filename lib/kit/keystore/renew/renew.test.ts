import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addAuthorisation, addPerson, makeTestCredential, nextLeafKey } from '../../../../test/support/credentials.ts'
import { startTestSandbox, type TestSandbox } from '../../../../test/support/sandbox-harness.ts'
import { fromBase64, utf8 } from '../../../core/bytes.ts'
import { day } from '../../../core/clock.ts'
import { isMandateError } from '../../../core/errors/index.ts'
import { systemRandom } from '../../../core/random.ts'
import { revokeCredential } from '../../../domain/credentials/revocation/revoke-credential.ts'
import { addToKeystore } from '../../../formats/keystore/add.ts'
import { parseKeystorePassword } from '../../../formats/keystore/password.ts'
import { readKeystore } from '../../../formats/keystore/read.ts'
import { sealKeystore } from '../../../formats/keystore/seal.ts'
import { openKeystoreFile } from '../open-keystore-file.ts'
import { pendingFileOf } from './pending.ts'
import { type RenewKeystoreOptions, renewKeystoreFile } from './renew.ts'

const abn = '27809366375'
const password = parseKeystorePassword('Sandbox-only-1')
let sandbox: TestSandbox
let folder: string
let made = 0

beforeAll(async () => {
  sandbox = await startTestSandbox()
  const createdAt = new Date(sandbox.runtime.clock.now())
  const data = { abn, name: 'Wattle Vale Training', entityType: 'Company', createdAt }
  await sandbox.runtime.store.business.create({ data })
}, 90_000)
afterAll(() => sandbox.close())
beforeEach(async () => {
  await moveBusinessBy(700)
  folder = await mkdtemp(join(tmpdir(), 'mandate-renew-'))
  return () => rm(folder, { recursive: true })
})

/** The business's clock, against that of the machine. */
async function moveBusinessBy(days: number): Promise<void> {
  await sandbox.runtime.store.business.update({ where: { abn }, data: { clockOffsetMs: days * day } })
}

/** A keystore file with a credential of a person, which is in its renewal window. */
async function current() {
  await moveBusinessBy(0)
  const { runtime } = sandbox
  const name = `server-${++made}`
  const keeper = await addPerson(runtime, `keeper${made}`)
  await addAuthorisation(runtime, abn, 'mca', keeper)
  const key = await nextLeafKey()
  const { credentialId, certificates } = await makeTestCredential(keeper, { abn, name, key })
  const privateKeyPkcs8 = key.privateKey.export({ format: 'der', type: 'pkcs8' })
  const credential = { certificates: certificates.map((one) => fromBase64(one) as Uint8Array), privateKeyPkcs8 }
  const file = join(folder, 'keystore.xml')
  const now = runtime.clock.now()
  const xml = sealKeystore({ credentials: [credential], password, random: systemRandom, now })
  await writeFile(file, xml, { mode: 0o600 })
  await moveBusinessBy(700)
  return { id: credentialId, keystoreId: `ABRD:${abn}_${name}`, keeper, file, xml }
}

const renew = (file: string, change: Partial<RenewKeystoreOptions> = {}) =>
  renewKeystoreFile({
    file,
    password,
    endpoint: sandbox.https,
    clock: sandbox.runtime.clock,
    random: systemRandom,
    ...change,
  })
const successorsOf = (id: string) => sandbox.runtime.store.credential.findMany({ where: { renewsId: id } })
const refusalOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => (isMandateError(error) ? (error.details.event ?? error.code) : error),
  )
const serials = async (file: string) =>
  (await openKeystoreFile(file, password)).credentials.map(({ serialNumber }) => BigInt(serialNumber).toString(16))

describe('a renewal of a keystore file', () => {
  test('puts the new credential in the place of the old one, and keeps the old file', async () => {
    const old = await current()
    const renewal = await renew(old.file)
    expect(renewal).toMatchObject({ renewed: true, id: old.keystoreId })
    const [successor] = await successorsOf(old.id)
    expect(await serials(old.file)).toEqual([successor?.serial.replace(/^0+/, '')])
    const copy = renewal.renewed ? renewal.copy : ''
    expect(await readFile(copy, 'utf8')).toBe(old.xml)
    expect((await readdir(folder)).sort()).toEqual(['keystore.xml', copy.slice(folder.length + 1)].sort())
    for (const one of [old.file, copy]) expect((await stat(one)).mode & 0o777).toBe(0o600)
  })

  test('leaves the other credentials of the file alone, and the rights of the file', async () => {
    const first = await current()
    const second = await current()
    const { credentials } = await openKeystoreFile(second.file, password)
    const both = addToKeystore(utf8(first.xml), password, credentials[0] as never, {
      random: systemRandom,
      now: sandbox.runtime.clock.now(),
    })
    await writeFile(first.file, both)
    await chmod(first.file, 0o640)
    expect(await refusalOf(renew(first.file))).toBe('kit.several-credentials')
    await renew(first.file, { credentialId: first.keystoreId })
    const after = readKeystore(await readFile(first.file)).credentials
    expect(after.map(({ id }) => id)).toEqual([first.keystoreId, second.keystoreId])
    expect(after[1]?.serialNumber).toBe(readKeystore(both).credentials[1]?.serialNumber)
    expect((await stat(first.file)).mode & 0o777).toBe(0o640)
  })

  test('replaces what a link points to', async () => {
    const old = await current()
    await mkdir(join(folder, 'etc'))
    const name = join(folder, 'etc', 'link.xml')
    await symlink(old.file, name)
    await renew(name)
    expect(await serials(old.file)).toEqual(await serials(name))
    expect(await readFile(old.file, 'utf8')).not.toBe(old.xml)
  })
})

describe('unattended', () => {
  test('nothing is done before its days, and something within them', async () => {
    const old = await current()
    expect(await renew(old.file, { ifWithinDays: 45 })).toMatchObject({ renewed: false, why: 'not-due' })
    expect(await readFile(old.file, 'utf8')).toBe(old.xml)
    expect(await renew(old.file, { ifWithinDays: 999 })).toMatchObject({ renewed: true })
    expect(await successorsOf(old.id)).toHaveLength(1)
  })

  test('a service that finds it too early is no failure; attended, it is', async () => {
    const old = await current()
    await moveBusinessBy(0)
    expect(await renew(old.file, { ifWithinDays: 999 })).toMatchObject({ renewed: false, why: 'too-early' })
    expect(await refusalOf(renew(old.file))).toBe('credential.renewal-too-early')
    expect(await readdir(folder)).toEqual(['keystore.xml'])
  })
})

describe('refused, with the file as it was', () => {
  test.each<[string, Partial<RenewKeystoreOptions>, string]>([
    ['a wrong password', { password: 'Sandbox-only-2' }, 'keystore.wrong-password'],
    ['a credential that is not in it', { credentialId: 'ABRD:1_x' }, 'keystore.no-such-credential'],
    ['no server', { endpoint: 'https://127.0.0.1:1' }, 'kit.unreachable'],
  ])('%s', async (_, change, code) => {
    const old = await current()
    expect(await refusalOf(renew(old.file, change))).toBe(code)
    expect(await readFile(old.file, 'utf8')).toBe(old.xml)
  })

  test('one that was revoked', async () => {
    const { id, file, keeper, xml } = await current()
    await revoke(id, keeper)
    expect(await refusalOf(renew(file))).toBe('credential.revoked')
    expect(await readFile(file, 'utf8')).toBe(xml)
  })

  test('one that has expired, without asking anybody', async () => {
    const old = await current()
    const clock = { now: () => (sandbox.runtime.clock.now() + 800 * day) as never }
    expect(await refusalOf(renew(old.file, { clock, endpoint: 'https://127.0.0.1:1' }))).toBe('kit.credential-expired')
  })
})

describe('cut off', () => {
  test('after the certificate was made: asking again gives that certificate, even if the old one was revoked', async () => {
    const old = await current()
    const deaf = await connectionCutter()
    expect(await refusalOf(renew(old.file, { endpoint: deaf.url }))).toMatch(/^kit\./)
    const [successor, ...more] = await successorsOf(old.id)
    expect(more).toEqual([])
    expect(successor?.status).toBe('ACTIVE')
    expect(await readFile(old.file, 'utf8')).toBe(old.xml)
    const pending = await readFile(pendingFileOf(old.file), 'utf8')
    expect(pending).not.toContain('PRIVATE')
    expect((await stat(pendingFileOf(old.file))).mode & 0o777).toBe(0o600)
    await deaf.close()

    await revoke(old.id, old.keeper)
    expect(await renew(old.file)).toMatchObject({ renewed: true })
    expect(await successorsOf(old.id)).toHaveLength(1)
    expect(await serials(old.file)).toEqual([successor?.serial.replace(/^0+/, '')])
    expect(existsSync(pendingFileOf(old.file))).toBe(false)
  })

  test('after the new file was in place: what is left over is cleared away by the next renewal', async () => {
    const old = await current()
    await writeFile(
      pendingFileOf(old.file),
      JSON.stringify({ renews: 'x', certificateRequest: 'AA', protectedKey: 'AA' }),
    )
    await renew(old.file)
    expect(existsSync(pendingFileOf(old.file))).toBe(false)
  })

  test('at any moment, again and again: the file always opens, and one new credential is made', async () => {
    const old = await current()
    const env = { ...process.env, MANDATE_URL: sandbox.https, MANDATE_KEYSTORE_PASSWORD: password }
    const bin = join(import.meta.dirname, '../../bin/mandate.mjs')
    const run = (killAfter?: number) =>
      new Promise<number | null>((resolve) => {
        const child = execFile(process.execPath, [bin, 'keystore', 'renew', old.file, '--if-within', '999'], { env })
        const timer = killAfter === undefined ? undefined : setTimeout(() => child.kill('SIGKILL'), killAfter)
        child.on('exit', (code) => {
          clearTimeout(timer)
          resolve(code)
        })
      })
    const whole = performance.now()
    await run(1)
    const start = performance.now() - whole
    for (let at = 0; at < 8; at++) {
      await run(start + 150 + at * 80)
      expect(await serials(old.file)).toHaveLength(1)
      if ((await readFile(old.file, 'utf8')) !== old.xml) break
    }
    if ((await readFile(old.file, 'utf8')) === old.xml) expect(await run()).toBe(0)
    expect(await successorsOf(old.id)).toHaveLength(1)
    const kept = (await readdir(folder)).filter((name) => name.startsWith('keystore.xml.old-'))
    expect(await Promise.all(kept.map((name) => readFile(join(folder, name), 'utf8')))).toEqual([old.xml])
  }, 60_000)

  test('two at once make one new credential', async () => {
    const old = await current()
    const outcomes = await Promise.all([renew(old.file), renew(old.file), renew(old.file)])
    expect(outcomes.some(({ renewed }) => renewed)).toBe(true)
    const [successor, ...more] = await successorsOf(old.id)
    expect(more).toEqual([])
    expect(await serials(old.file)).toEqual([successor?.serial.replace(/^0+/, '')])
  })
})

async function revoke(id: string, keeper: Parameters<typeof revokeCredential>[0]): Promise<void> {
  const { version } = await sandbox.runtime.store.credential.findUniqueOrThrow({ where: { id } })
  await revokeCredential(keeper, {
    submissionId: crypto.randomUUID(),
    abn,
    id,
    version: String(version),
    reason: 'SUPERSEDED',
    declaration: 'yes',
  } as never)
}

/** A way to the sandbox on which requests arrive and answers do not. */
async function connectionCutter(): Promise<{ url: string; close(): Promise<void> }> {
  const { connect } = await import('node:net')
  const target = Number(new URL(sandbox.https).port)
  const server: Server = createServer((incoming) => {
    const outgoing = connect(target, 'localhost')
    incoming.on('error', () => undefined)
    outgoing.on('error', () => undefined)
    incoming.pipe(outgoing)
    let bytes = 0
    outgoing.on('data', (chunk: Buffer) => {
      bytes += chunk.length
      // The handshake passes; the answer, which holds three certificates, is too long to be part of it.
      if (bytes > 6_000) incoming.destroy()
      else incoming.write(chunk)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
  const { port } = server.address() as { port: number }
  return {
    url: `https://localhost:${port}`,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}
