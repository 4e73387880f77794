import { spawn } from 'node:child_process'
import { MandateError } from '../../core/errors/index.ts'
import type { Signer } from '../../formats/pki/issue/signer.ts'
import type { Settings } from '../settings/settings.ts'

/** A key in a PKCS#11 device, and the PIN that opens it. */
export type Pkcs11Key = NonNullable<Settings['authorityPkcs11']>

/** The longest that the device may take, ms. */
const patience = 15_000

/**
 * A signer whose RSA key never leaves its PKCS#11 device (an HSM, a smart card, SoftHSM). It works through `pkcs11-tool`
 * of OpenSC, a process for each signature, so that no native code runs in ours; the PIN is handed over in the
 * environment, never as an argument.
 *
 * @throws MandateError `start.key-store-unreachable`, now and at each signature
 */
export async function openPkcs11Signer(key: Pkcs11Key): Promise<Signer> {
  const device = ['--module', key.module, '--token-label', key.token]
  // The tool signs with the first key that it finds where it is given a label only: it must be told the key's id.
  const named = [...device, '--id', idOf(key.object, await run(key, [...device, '--list-objects', '--type', 'pubkey']))]
  const publicKeySpki = await run(key, [...named, '--read-object', '--type', 'pubkey'])
  return {
    algorithm: 'rsa-sha256',
    publicKeySpki,
    sign: async (tbs) => await run(key, [...named, ...login(key), '--sign', '--mechanism', 'SHA256-RSA-PKCS'], tbs),
  }
}

/** The id of the one public key with this label, from the list of the tool: objects one after the other, their facts indented. */
function idOf(label: string, list: Uint8Array): string {
  const objects = Buffer.from(list)
    .toString('utf8')
    .split(/^(?=\S)/m)
  const ids = objects
    .filter((object) => /^ +label: +(.*)$/m.exec(object)?.[1]?.trim() === label)
    .map((object) => /^ +ID: +([0-9a-f]+)$/m.exec(object)?.[1])
  const [id] = ids
  if (ids.length === 1 && id !== undefined) return id
  const reason =
    ids.length === 0 ? 'the key was not found' : ids.length > 1 ? 'several keys bear its name' : 'the key has no id'
  throw new MandateError('start.key-store-unreachable', { reason })
}

const pinVariable = 'MANDATE_CA_PKCS11_PIN'

function login({ pin }: Pkcs11Key): string[] {
  return pin === undefined ? [] : ['--login', '--pin', `env:${pinVariable}`]
}

/** The last use of each device: many allow few sessions, and one that is being opened may hide its token from others. */
const turns = new Map<string, Promise<unknown>>()

/** Uses the device when nobody else of this process does. A token that was hidden for a moment is looked for once more. */
async function run(key: Pkcs11Key, args: readonly string[], input?: Uint8Array): Promise<Uint8Array> {
  const before = turns.get(key.module)
  const turn = (async () => {
    await before?.catch(() => {})
    return await use(key, args, input).catch((error: unknown) => {
      if (!(error instanceof MandateError) || !/No slot/.test(String(error.details.reason))) throw error
      return use(key, args, input)
    })
  })()
  turns.set(key.module, turn)
  return await turn
}

async function use({ pin }: Pkcs11Key, args: readonly string[], input?: Uint8Array): Promise<Uint8Array> {
  const tool = spawn('pkcs11-tool', args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    timeout: patience,
    env: { ...process.env, ...(pin === undefined ? {} : { [pinVariable]: pin }) },
  })
  const [out, complaints]: [Buffer[], Buffer[]] = [[], []]
  tool.stdout.on('data', (chunk: Buffer) => out.push(chunk))
  tool.stderr.on('data', (chunk: Buffer) => complaints.push(chunk))
  tool.stdin.on('error', () => {})
  tool.stdin.end(input ?? '')
  return await new Promise((resolve, reject) => {
    const fail = (reason: string, cause?: unknown) =>
      reject(new MandateError('start.key-store-unreachable', { reason }, { cause }))
    tool.on('error', (error) => fail((error as NodeJS.ErrnoException).code ?? 'unknown', error))
    tool.on('close', (code) => {
      const bytes = Buffer.concat(out)
      if (code === 0 && bytes.length > 0) resolve(bytes)
      else fail(reasonOf(Buffer.concat(complaints).toString(), code))
    })
  })
}

/** The first line that says what went wrong; it holds no secret. */
function reasonOf(complaints: string, code: number | null): string {
  const line = complaints.split('\n').find((text) => /error|CKR_|not found|No slot/i.test(text))
  return line?.trim().slice(0, 200) ?? (code === null ? 'it did not answer in time' : `it ended with ${code}`)
}
