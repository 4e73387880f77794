import { spawnSync } from 'node:child_process'
import { expect, it } from 'vitest'

const versionOf = { xmlsec1: '--version', java: '-version' } as const

/** A test that needs a program of the machine; where it is not installed, the test's name says that nothing was judged. */
export function judgedBy(program: keyof typeof versionOf, name: string, run: () => void, timeout?: number): void {
  const { error } = spawnSync(program, [versionOf[program]])
  if (!error) it(name, run, timeout)
  else
    it(`${program} is not installed, so nobody judged this: ${name}`, () => expect(error.message).toContain('ENOENT'))
}
