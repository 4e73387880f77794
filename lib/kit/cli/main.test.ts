import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { manualClock } from '../../core/clock.ts'
import { seededRandom } from '../../core/random.ts'
import type { CliContext } from './context.ts'
import { main } from './main.ts'

/** Runs a command in this process; `typed` is what a person types at a terminal. */
async function run(
  args: string[],
  { typed, piped, env = {} }: { typed?: string[]; piped?: string; env?: Record<string, string> } = {},
) {
  const out: string[] = []
  const errors: string[] = []
  const context: CliContext = {
    stdin: typed ? terminal(typed) : pipe(piped ?? ''),
    stdout: { write: (text) => out.push(text) },
    stderr: { write: (text) => errors.push(text) },
    env: { MANDATE_URL: 'https://127.0.0.1:1', ...env },
    clock: manualClock('2026-03-02T01:00:00Z'),
    random: seededRandom(3),
  }
  const code = await main(args, context)
  return { code, out: out.join(''), errors: errors.join('') }
}

function pipe(text: string): NodeJS.ReadStream {
  const stream = new PassThrough()
  stream.end(text)
  return stream as unknown as NodeJS.ReadStream
}

/** A terminal that hands over one line each time it is put into raw mode. */
function terminal(lines: string[]): NodeJS.ReadStream {
  const stream = new EventEmitter() as EventEmitter & { modes: boolean[] }
  return Object.assign(stream, {
    isTTY: true,
    modes: [] as boolean[],
    setEncoding: () => {},
    pause: () => {},
    setRawMode: (raw: boolean) => {
      stream.modes.push(raw)
    },
    resume: () => {
      const line = lines.shift() ?? ''
      setImmediate(() => {
        for (const key of line) stream.emit('data', key)
      })
    },
  }) as unknown as NodeJS.ReadStream
}

const token = ['token', '--keystore', 'none.xml', '--applies-to', 'urn:x']

describe('help', () => {
  it.each([[[]], [['help']], [['--help']], [['-h']]])('is shown for %j', async (args) => {
    const { code, out } = await run(args)
    expect(code).toBe(0)
    for (const name of ['keystore inspect', 'token', 'usi verify', 'sandbox credential', 'Exit codes'])
      expect(out).toContain(name)
  })

  it('explains each command, by help and by --help', async () => {
    const { out } = await run(['help', 'usi', 'verify'])
    expect(out).toContain('--birth-date DATE')
    expect((await run(['usi', 'verify', '--help'])).out).toBe(out)
  })

  it('is there for programs', async () => {
    const { out } = await run(['help', '--json'])
    expect(JSON.parse(out).commands.map(({ name }: { name: string }) => name)).toContain('usi verify')
  })
})

describe('a command that is not right', () => {
  it.each<[string[], string]>([
    [['tokn'], 'Did you mean "token"?'],
    [['keystore'], '"keystore" needs one more word: keystore inspect, keystore check,'],
    [['help', 'nothing'], 'There is no command "nothing".'],
    [['keystore', 'inspect'], 'The command needs FILE.'],
    [['keystore', 'inspect', 'a.xml', 'b.xml'], '"b.xml" is too much'],
    [['token'], '--keystore and --applies-to are missing.'],
    [[...token, '--lifetme', '3'], 'There is no option --lifetme here. Did you mean --lifetime?'],
    [[...token, '-x'], 'There is no option -x here.'],
    [[...token, '--saml'], '--saml needs a value: VERSION.'],
    [[...token, '--saml', '3'], '--saml takes 2.0 or 1.1.'],
    [[...token, '--json=yes'], '--json takes no value.'],
    [[...token, '--keystore', 'other.xml'], '--keystore is there twice.'],
    [[...token, '--lifetime', 'long'], '--lifetime takes minutes'],
    [[...token, '--act-as', '96312011219'], '--act-as and --software-id belong together.'],
    [
      [...token, '--act-as', '96312011218', '--software-id', '0000123400'],
      '"96312011218" is not a valid Australian business number.',
    ],
    [[...token, '--show-proof-key'], '--show-proof-key needs --json.'],
    [
      ['usi', 'verify', '--keystore', 'k', '--org-code', 'VA1803', '--usi', 'BNGH7C75FN', '--birth-date', '1966-05-25'],
      'or --single-name alone.',
    ],
    [
      [
        'usi',
        'verify',
        '--keystore',
        'k',
        '--org-code',
        'VA1803',
        '--usi',
        'BNGH7C75FN',
        '--birth-date',
        '31/02/1966',
        '--single-name',
        'x',
      ],
      'is not a day',
    ],
    [
      [
        'usi',
        'verify',
        '--keystore',
        'k',
        '--org-code',
        'VA1803',
        '--usi',
        'BNGH7C75FM',
        '--birth-date',
        '1966-05-25',
        '--single-name',
        'x',
      ],
      'is not a unique student identifier',
    ],
  ])('ends with 2 and a sentence that helps: %j', async (args, sentence) => {
    const { code, out, errors } = await run(args, { env: { MANDATE_KEYSTORE_PASSWORD: 'x' } })
    expect(errors).toContain(sentence)
    expect(errors).toContain('What to do:')
    expect({ code, out }).toEqual({ code: 2, out: '' })
  })

  it('tells programs the same in JSON, on standard output', async () => {
    const { code, out, errors } = await run(['token', '--json'])
    expect(JSON.parse(out)).toMatchObject({
      error: { code: 'kit.usage', happened: expect.stringContaining('missing') },
    })
    expect({ code, errors }).toEqual({ code: 2, errors: '' })
  })
})

describe('a password', () => {
  const secret = 'Secret-123!'
  it.each([
    [[...token, '--password', secret]],
    [[...token, `--password=${secret}`]],
    [[...token, '-password', secret]],
    [[...token, '--PIN', secret]],
  ])('is refused as an argument and not repeated: %j', async (args) => {
    const { code, errors, out } = await run(args)
    expect(code).toBe(2)
    expect(errors).toContain('--password-stdin')
    expect(errors + out).not.toContain(secret)
  })

  it('is missing where nobody can be asked', async () => {
    const { code, errors } = await run(token)
    expect(code).toBe(2)
    expect(errors).toContain('MANDATE_KEYSTORE_PASSWORD')
  })

  it.each([
    ['typed, with a mistake taken back', { typed: ['Secrex\u007ft-123!\r'] }],
    ['typed and ended with Control-D', { typed: [`${secret}\u0004`] }],
    ['from the environment', { env: { MANDATE_KEYSTORE_PASSWORD: secret } }],
  ])('is taken %s', async (_, how) => {
    const { code, errors } = await run(token, how)
    expect(errors).toContain('The file none.xml cannot be read: there is no such file.')
    expect(errors).not.toContain(secret)
    expect(code).toBe(1)
  })

  it('is taken from standard input, whatever its line ends', async () => {
    for (const piped of [secret, `${secret}\n`, `${secret}\r\nmore\n`]) {
      expect((await run([...token, '--password-stdin'], { piped })).errors).toContain('none.xml')
    }
    expect((await run([...token, '--password-stdin'], { piped: '\n' })).errors).toContain('password is missing')
  })

  it('can be given up with Control-C', async () => {
    expect((await run(token, { typed: ['abc\u0003'] })).code).toBe(2)
  })

  it('for a new file has to be typed the same twice, and be strong', async () => {
    const create = ['sandbox', 'credential', '--abn', '27809366375', '--name', 'x', '--out', '/nowhere/x.xml']
    const differ = await run(create, { typed: [`${secret}\r`, 'Other-123456!\r'] })
    expect(differ).toMatchObject({ code: 2, errors: expect.stringContaining('not what was typed the first time') })
    const weak = await run(create, { typed: ['short\r', 'short\r'] })
    expect(weak).toMatchObject({ code: 2, errors: expect.stringContaining('10 or more characters') })
    expect(weak.errors).not.toContain('"short"')
  })
})

describe('a service that is not there', () => {
  it('ends with 3 and says so', async () => {
    const env = { MANDATE_KEYSTORE_PASSWORD: 'Secret-123!' }
    const { code, errors } = await run(
      ['sandbox', 'credential', '--abn', '27809366375', '--name', 'x', '--out', '/nowhere/x.xml'],
      { env },
    )
    expect(code).toBe(3)
    expect(errors).toContain('No answer from 127.0.0.1:1: nothing listens at that port.')
    expect(errors).toContain('npm start')
  })
})
