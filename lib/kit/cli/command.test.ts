import { execFile } from 'node:child_process'
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestSandbox, type TestSandbox } from '../../../test/support/sandbox-harness.ts'

const root = join(import.meta.dirname, '../../..')
const bin = join(root, 'lib/kit/bin/mandate.mjs')
const password = 'Sandbox-only-1'

let sandbox: TestSandbox
let folder: string
let keystore: string

beforeAll(async () => {
  sandbox = await startTestSandbox()
  folder = await mkdtemp(join(tmpdir(), 'mandate-cli-'))
  keystore = join(folder, 'keystore.xml')
}, 90_000)
afterAll(async () => {
  await sandbox.close()
  await rm(folder, { recursive: true })
})

/** Runs the command as a program of its own, as a shell would. */
async function mandate(
  args: string[],
  {
    input = '',
    env = {},
    node = process.execPath,
  }: { input?: string; env?: Record<string, string>; node?: string } = {},
) {
  const { MANDATE_KEYSTORE_PASSWORD: _, MANDATE_CA: __, ...inherited } = process.env
  return await new Promise<{ code: number; out: string; errors: string }>((resolve) => {
    const options = { cwd: folder, env: { ...inherited, MANDATE_URL: sandbox.https, ...env } }
    const child = execFile(node, [bin, ...args], options, (error, out, errors) =>
      resolve({ code: error ? Number(error.code) : 0, out, errors }),
    )
    child.stdin?.end(input)
  })
}

const withPassword = { env: { MANDATE_KEYSTORE_PASSWORD: password } }
const maryam = ['--org-code', 'VA1803', '--usi', 'BNGH7C75FN', '--given-name', 'Maryam', '--family-name', 'Fredrick']

describe('the mandate command, from nothing to an answer', () => {
  it('makes a test credential, into a file that only its owner reads', async () => {
    const args = ['sandbox', 'credential', '--abn', '27 809 366 375', '--name', 'cli-test', '--out', keystore]
    const { code, out, errors } = await mandate([...args, '--password-stdin'], { input: `${password}\n` })
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(out).toContain('ABRD:27809366375_cli-test')
    expect(out).toContain(`npx mandate token --keystore ${keystore}`)
    if (process.platform !== 'win32') expect(statSync(keystore).mode & 0o077).toBe(0)
    expect(readFileSync(keystore, 'utf8')).not.toContain(password)
  })

  it('never overwrites a keystore', async () => {
    const before = readFileSync(keystore)
    const args = ['sandbox', 'credential', '--abn', '27809366375', '--name', 'other', '--out', keystore]
    expect(await mandate(args, withPassword)).toMatchObject({
      code: 1,
      errors: expect.stringContaining('already exists'),
    })
    expect(readFileSync(keystore).equals(before)).toBe(true)
  })

  it('shows what is in the file, without a password', async () => {
    const { code, out } = await mandate(['keystore', 'inspect', keystore])
    expect(code).toBe(0)
    for (const part of ['one credential', '27 809 366 375', 'machine credential', 'in force', 'right'])
      expect(out).toContain(part)
    const { credentials } = JSON.parse((await mandate(['keystore', 'inspect', keystore, '--json'])).out)
    expect(credentials).toMatchObject([
      { name: 'cli-test', abn: '27809366375', inForce: true, certificates: 3, integrity: 'valid' },
    ])
  })

  it('gets a token, and shows a summary of it and no secret', async () => {
    const args = [
      'token',
      '--keystore',
      keystore,
      '--applies-to',
      'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc',
    ]
    const { code, out, errors } = await mandate(args, withPassword)
    expect({ code, errors }).toEqual({ code: 0, errors: '' })
    expect(out).toMatch(/Trace +t[0-9a-z]{16}/)
    expect(out).toContain('SAML 2.0, proof key of 256 bits')
    expect(out).not.toContain('CipherValue')
  })

  it('gives programs the token, and its proof key on demand only', async () => {
    const args = [
      'token',
      '--keystore',
      keystore,
      '--applies-to',
      'https://test.sbr.gov.au/services',
      '--key-size',
      '512',
      '--saml',
      '1.1',
      '--lifetime',
      '20',
      '--json',
    ]
    const plain = JSON.parse((await mandate(args, withPassword)).out)
    expect(plain).toMatchObject({
      abn: '27809366375',
      token: expect.stringContaining('EncryptedData'),
      tokenType: expect.stringContaining('SAMLV1.1'),
    })
    expect(plain).not.toHaveProperty('proofKey')
    expect(Date.parse(plain.expires) - Date.parse(plain.created)).toBe(20 * 60_000)
    const { proofKey } = JSON.parse((await mandate([...args, '--show-proof-key'], withPassword)).out)
    expect(Buffer.from(proofKey, 'base64')).toHaveLength(64)
  })

  it('verifies a USI', async () => {
    const args = ['usi', 'verify', '--keystore', keystore, ...maryam, '--birth-date', '25/05/1966']
    expect(await mandate(args, withPassword)).toMatchObject({
      code: 0,
      out: expect.stringContaining('belongs to this student'),
      errors: '',
    })
    const { code, out } = await mandate([...args.slice(0, -1), '1966-05-26', '--json'], withPassword)
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ status: 'Valid', givenName: 'Match', birthDate: 'NoMatch', matches: false })
  })

  it('verifies somebody with one name', async () => {
    const args = [
      'usi',
      'verify',
      '--keystore',
      keystore,
      '--org-code',
      'VA1803',
      '--usi',
      'xny5 nv9w g9',
      '--single-name',
      'Amy',
      '--birth-date',
      '2022-06-07',
      '--json',
    ]
    expect(JSON.parse((await mandate(args, withPassword)).out)).toMatchObject({ singleName: 'Match', matches: true })
  })
})

describe('a refusal', () => {
  it('of a password says so and nothing else', async () => {
    const args = ['token', '--keystore', keystore, '--applies-to', 'urn:x']
    const { code, errors } = await mandate(args, { env: { MANDATE_KEYSTORE_PASSWORD: 'Wrong-pass-1' } })
    expect(code).toBe(1)
    expect(errors).toContain('Wrong password.')
    expect(errors).not.toContain('Wrong-pass-1')
  })

  it('of a changed file says so', async () => {
    const changed = join(folder, 'changed.xml')
    writeFileSync(changed, readFileSync(keystore, 'utf8').replace('<legalName>cli-test', '<legalName>cli-best'))
    expect(await mandate(['keystore', 'inspect', changed])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('was changed'),
    })
    expect(await mandate(['keystore', 'inspect', bin])).toMatchObject({
      code: 1,
      errors: expect.stringContaining('not XML'),
    })
  })

  it('of the token service shows event, trace and what to do', async () => {
    const args = ['token', '--keystore', keystore, '--applies-to', 'https://nobody.example/']
    const { code, errors } = await mandate(args, withPassword)
    expect(code).toBe(1)
    expect(errors).toMatch(/Event code +E2003\n +Trace +(t[0-9a-z]{16})\n/)
    expect(errors).toContain('Use the exact address of the service')
    const { error } = JSON.parse((await mandate([...args, '--json'], withPassword)).out)
    expect(error).toMatchObject({ code: 'kit.refused', event: 'E2003', trace: expect.stringMatching(/^t/) })
  })

  it('of the registry shows its number', async () => {
    const args = ['usi', 'verify', '--keystore', keystore, ...maryam, '--birth-date', '1966-05-25']
    args[args.indexOf('VA1803')] = 'VA1802'
    expect(await mandate(args, withPassword)).toMatchObject({
      code: 1,
      errors: expect.stringMatching(/Event code +2002/),
    })
  })

  it('of a name of the sandbox shows what is wrong with it, and writes nothing', async () => {
    const file = join(folder, 'bad.xml')
    const args = ['sandbox', 'credential', '--abn', '27809366375', '--name', 'näme!', '--out', file]
    const { code, errors } = await mandate(args, withPassword)
    expect(code).toBe(1)
    expect(errors).toContain('letters')
    expect(existsSync(file)).toBe(false)
  })
})

describe('the way the command starts', () => {
  it('is the Node of the project where the machine has an older one', async () => {
    const older = '/usr/bin/node'
    const known = existsSync(older) ? older : process.execPath
    expect(await mandate(['version'], { node: known })).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Mandate \S+, Node 2[4-9]\./),
    })
  })

  it('keeps the exit code and standard input of the command', async () => {
    expect(
      (await mandate(['nonsense'], { node: existsSync('/usr/bin/node') ? '/usr/bin/node' : process.execPath })).code,
    ).toBe(2)
  })
})
