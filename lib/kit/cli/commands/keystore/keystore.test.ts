import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  epoch,
  leafInput,
  type TestAuthority,
  testAbn,
  testAuthority,
  testPkcs8,
} from '../../../../../test/vectors/keystore/authority.ts'
import { openssl } from '../../../../../test/vectors/keystore/openssl.ts'
import { manualClock } from '../../../../core/clock.ts'
import { systemRandom } from '../../../../core/random.ts'
import { openKeystore } from '../../../../formats/keystore/open.ts'
import { parseKeystorePassword } from '../../../../formats/keystore/password.ts'
import { sealKeystore } from '../../../../formats/keystore/seal.ts'
import { issueCertificate } from '../../../../formats/pki/issue/issue.ts'
import { machineSubject } from '../../../../formats/pki/request/create.ts'
import { main } from '../../main.ts'

const password = parseKeystorePassword('Correct-Horse7')
const other = parseKeystorePassword('Battery-Staple8')
const first = `ABRD:${testAbn}_USIMachine`
const second = `ABRD:${testAbn}_payroll`
let authority: TestAuthority
let leafs: Record<string, Uint8Array[]>
let folder: string

beforeAll(async () => {
  authority = await testAuthority()
  const issuers = authority.chain.slice(1)
  const payroll = await issueCertificate(leafInput(authority, { subject: machineSubject(testAbn, 'payroll') }))
  leafs = { USIMachine: authority.chain, payroll: [payroll, ...issuers] }
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'mandate-keystore-'))
  return () => rm(folder, { recursive: true })
})

async function keystore(name: string, names: string[], sealedWith = password): Promise<string> {
  const credentials = names.map((one) => ({ certificates: leafs[one] ?? [], privateKeyPkcs8: testPkcs8('leaf') }))
  const file = join(folder, name)
  await writeFile(file, sealKeystore({ credentials, password: sealedWith, random: systemRandom, now: epoch }))
  return file
}

/** Runs a command in this process; `lines` come through standard input. */
async function run(args: string[], { lines, env = {} }: { lines?: string[]; env?: Record<string, string> } = {}) {
  const out: string[] = []
  const errors: string[] = []
  const stdin = new PassThrough()
  stdin.end((lines ?? []).join('\n'))
  const code = await main(['keystore', ...args, ...(lines ? ['--password-stdin'] : [])], {
    stdin: stdin as unknown as NodeJS.ReadStream,
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => errors.push(text) },
    env,
    clock: manualClock(epoch + 86_400_000),
    random: systemRandom,
  })
  const said = { code, out: out.join(''), errors: errors.join('') }
  for (const secret of [password, other]) expect(said.out + said.errors).not.toContain(secret)
  return said
}
const idsIn = async (file: string, opensWith: string = password) =>
  openKeystore(await readFile(file), opensWith).credentials.map(({ id }) => id)

describe('keystore check', () => {
  test('finds a sound file right, with its password and without', async () => {
    const file = await keystore('k.xml', ['USIMachine'])
    expect(await run(['check', file], { lines: [password] })).toMatchObject({
      code: 0,
      out: expect.stringContaining('is right in every point'),
    })
    const { code, out } = await run(['check', file, '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ file, outcome: 'right' })
  })

  test('ends with 1 where something is wrong, and says what', async () => {
    const file = await keystore('k.xml', ['USIMachine'])
    const { code, out } = await run(['check', file], { env: { MANDATE_KEYSTORE_PASSWORD: other } })
    expect({ code, out }).toMatchObject({ code: 1, out: expect.stringContaining('WRONG    Password') })
    await writeFile(file, 'no xml')
    expect(await run(['check', file])).toMatchObject({ code: 1, out: expect.stringContaining('not well-formed XML') })
    expect(await run(['check', join(folder, 'none.xml')])).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/no such/),
    })
  })
})

describe('keystore password', () => {
  test('changes it, and nothing opens with the old one any more', async () => {
    const file = await keystore('k.xml', ['USIMachine', 'payroll'])
    expect((await run(['password', file], { lines: [password, other] })).code).toBe(0)
    expect(await idsIn(file, other)).toEqual([first, second])
    await expect(idsIn(file)).rejects.toMatchObject({ code: 'keystore.wrong-password' })
  })

  test.each<[string, string[], number]>([
    ['the old one is wrong', [other, password], 1],
    ['the new one is weak', [password, 'short'], 2],
    ['there is no new one', [password], 2],
  ])('leaves the file as it was where %s', async (_, lines, code) => {
    const file = await keystore('k.xml', ['USIMachine'])
    const before = await readFile(file, 'utf8')
    expect((await run(['password', file], { lines })).code).toBe(code)
    expect(await readFile(file, 'utf8')).toBe(before)
  })
})

describe('keystore convert', () => {
  test.each(['pkcs12', 'pkcs12-legacy', 'pem'])('to %s and back gives the same credential', async (to) => {
    const file = await keystore('k.xml', ['USIMachine'])
    const converted = join(folder, 'converted')
    const back = join(folder, 'back.xml')
    expect(await run(['convert', file, '--to', to, '--out', converted], { lines: [password] })).toMatchObject({
      code: 0,
    })
    expect((await stat(converted)).mode & 0o777).toBe(0o600)
    expect((await run(['convert', converted, '--to', 'keystore', '--out', back], { lines: [password] })).code).toBe(0)
    const [was] = openKeystore(await readFile(file), password).credentials
    expect(openKeystore(await readFile(back), password).credentials).toMatchObject([
      { id: was?.id, leaf: was?.leaf, privateKeyPkcs8: was?.privateKeyPkcs8 },
    ])
  })

  test('opens with openssl, with another password where one is given', async () => {
    const file = await keystore('k.xml', ['USIMachine', 'payroll'])
    const out = join(folder, 'one.p12')
    const args = ['convert', file, '--to', 'pkcs12', '--out', out, '--credential', second, '--new-password']
    expect((await run(args, { lines: [password, other] })).code).toBe(0)
    const judged = openssl(`pkcs12 -in {f} -passin pass:${other} -nokeys`, { f: await readFile(out) })
    expect(judged.text).toMatch(/CN ?= ?payroll/)
  })

  test('a key in the open only on demand, and only in PEM', async () => {
    const file = await keystore('k.xml', ['USIMachine'])
    const out = join(folder, 'plain.pem')
    const { out: said } = await run(['convert', file, '--to', 'pem', '--out', out, '--plain-key'], {
      lines: [password],
    })
    expect(said).toContain('Guard it')
    expect(await readFile(out, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY/)
  })

  test.each<[string, string[], string[], number, string]>([
    ['no such format', ['--to', 'jks'], [password], 2, 'keystore, pkcs12, pkcs12-legacy, pem'],
    ['a plain key in PKCS#12', ['--to', 'pkcs12', '--plain-key'], [password], 2, 'pem only'],
    ['several and none named', ['--to', 'pem'], [password], 2, second],
    [
      'a credential that is not there',
      ['--to', 'pem', '--credential', 'x'],
      [password],
      1,
      'no credential with the id',
    ],
    ['a wrong password', ['--to', 'pem', '--credential', second], [other], 1, 'does not open'],
    ['a password as argument', ['--to', 'keystore', '--new-password', 'Secret-Word-99'], [password], 2, 'command line'],
  ])('is refused: %s', async (_, args, lines, code, sentence) => {
    const file = await keystore('k.xml', ['USIMachine', 'payroll'])
    const out = join(folder, 'out')
    const said = await run(['convert', file, '--out', out, ...args], { lines })
    expect(said).toMatchObject({ code, errors: expect.stringContaining(sentence) })
    expect(said.errors).not.toContain('Secret-Word-99')
    await expect(stat(out)).rejects.toThrow()
  })

  test('never overwrites', async () => {
    const file = await keystore('k.xml', ['USIMachine'])
    expect(await run(['convert', file, '--to', 'pem', '--out', file], { lines: [password] })).toMatchObject({
      code: 1,
      errors: expect.stringContaining('already exists'),
    })
    expect(await idsIn(file)).toEqual([first])
  })
})

describe('keystore add', () => {
  test('takes credentials from another file with another password', async () => {
    const file = await keystore('k.xml', ['USIMachine'])
    const from = await keystore('new.xml', ['payroll'], other)
    expect((await run(['add', file, '--from', from], { lines: [password, other] })).code).toBe(0)
    expect(await idsIn(file)).toEqual([first, second])
    expect(await idsIn(from, other)).toEqual([second])
  })

  test('takes the same password where no other is given, and PKCS#12 as well', async () => {
    const file = await keystore('k.xml', ['USIMachine'])
    const from = join(folder, 'payroll.p12')
    const made = await keystore('new.xml', ['payroll'])
    await run(['convert', made, '--to', 'pkcs12', '--out', from], { lines: [password] })
    expect((await run(['add', file, '--from', from], { lines: [password] })).code).toBe(0)
    expect(await idsIn(file)).toEqual([first, second])
  })

  test('replaces only on demand', async () => {
    const file = await keystore('k.xml', ['USIMachine'])
    const from = await keystore('new.xml', ['USIMachine'])
    expect(await run(['add', file, '--from', from], { lines: [password] })).toMatchObject({ code: 1 })
    expect(await run(['add', file, '--from', from, '--replace'], { lines: [password] })).toMatchObject({ code: 0 })
    expect(await idsIn(file)).toEqual([first])
  })

  test.each([
    ['of the keystore', [other, password]],
    ['of the other file', [password, 'Wrong-Horse-7']],
  ])('leaves the file as it was where the password %s is wrong', async (_, lines) => {
    const file = await keystore('k.xml', ['USIMachine'])
    const from = await keystore('new.xml', ['payroll'])
    const before = await readFile(file, 'utf8')
    expect(await run(['add', file, '--from', from], { lines })).toMatchObject({ code: 1 })
    expect(await readFile(file, 'utf8')).toBe(before)
  })
})

describe('keystore renew', () => {
  test.each([['0'], ['soon'], ['-3'], ['1000']])('takes days as a number: %s', async (days) => {
    const file = await keystore('k.xml', ['USIMachine'])
    expect((await run(['renew', file, '--if-within', days], { lines: [password] })).code).toBe(2)
  })

  test('has nothing to do long before the end, and needs nobody for that', async () => {
    const file = await keystore('k.xml', ['USIMachine'])
    const { code, out } = await run(
      ['renew', file, '--if-within', '45', '--json', '--endpoint', 'https://127.0.0.1:1'],
      {
        lines: [password],
      },
    )
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ renewed: false, why: 'not-due', id: first })
  })

  test('ends with 3 where the service does not answer', async () => {
    const file = await keystore('k.xml', ['USIMachine'])
    expect((await run(['renew', file, '--endpoint', 'https://127.0.0.1:1'], { lines: [password] })).code).toBe(3)
  })
})
