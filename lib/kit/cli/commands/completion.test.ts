import { execFileSync, spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { systemClock } from '../../../core/clock.ts'
import { systemRandom } from '../../../core/random.ts'
import { main } from '../main.ts'
import { commands } from './index.ts'

async function run(...args: string[]): Promise<{ code: number; text: string }> {
  let text = ''
  const write = (piece: string) => {
    text += piece
  }
  const world = { stdin: process.stdin, env: {}, clock: systemClock, random: systemRandom }
  const code = await main(args, { ...world, stdout: { write }, stderr: { write } })
  return { code, text }
}

/** What bash would offer for a line; the last word is the one that is being typed. */
async function offered(...words: string[]): Promise<string[]> {
  const { text } = await run('completion', 'bash')
  const line = ['mandate', ...words].map((word) => `'${word}'`).join(' ')
  const script = `${text}\nCOMP_WORDS=(${line}); COMP_CWORD=${words.length}; _mandate; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).trim().split('\n')
}

describe('completion', () => {
  it('for bash offers commands, their second words, and their options', async () => {
    expect(await offered('do')).toEqual(['doctor'])
    expect(await offered('keystore', 'che')).toEqual(['check'])
    expect(await offered('token', '--app')).toEqual(['--applies-to'])
    expect(await offered('usi', 'verify', '--org')).toEqual(['--org-code'])
    expect(await offered('completion', 'p')).toEqual(['powershell'])
    expect(await offered('nothing', '--x')).toEqual([''])
  })

  it.each(['bash', 'zsh', 'fish', 'powershell'])('for %s knows every command and option', async (shell) => {
    const { code, text } = await run('completion', shell)
    expect(code).toBe(0)
    for (const { name, options } of commands) {
      for (const word of [...name.split(' '), ...options.map((option) => option.name)]) expect(text).toContain(word)
    }
  })

  it('for bash and zsh is a script that these shells can read', async () => {
    for (const shell of ['bash', 'zsh']) {
      const { status, error } = spawnSync('bash', ['-n'], { input: (await run('completion', shell)).text })
      expect([status, error]).toEqual([0, undefined])
    }
  })

  it.each([[], ['tcsh'], ['bash', 'zsh']])('needs one shell that it knows: %j', async (...args) => {
    expect((await run('completion', ...args)).code).toBe(2)
  })
})

describe('every command', () => {
  it.each(commands.map((command) => [command.name, command] as const))(
    '%s has help and an example',
    async (name, command) => {
      const { code, text } = await run(...name.split(' '), '--help')
      expect(code).toBe(0)
      expect(text).toContain(command.summary)
      for (const { name: option } of command.options) expect(text).toContain(`--${option}`)
      expect(command.examples.length).toBeGreaterThan(0)
      expect(command.summary).toMatch(/^[A-Z].*\.$/)
    },
  )

  it.each(commands.map(({ name }) => name))('%s guesses what a slip of an option was meant to be', async (name) => {
    const { code, text } = await run(...name.split(' '), '--jsn')
    expect(code).toBe(2)
    expect(text).toContain('Did you mean --json?')
  })
})
