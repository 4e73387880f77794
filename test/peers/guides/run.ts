/**
 * Runs the complete examples of docs/guides against a sandbox: each gets a token and calls VerifyUSI, and each tells a
 * refusal clearly. Needs the languages themselves; not part of `npm test`.
 *
 *   node test/peers/guides/run.ts [typescript] [python] [php] [java]
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fetchSandboxRoot } from '../../../lib/kit/index.ts'
import { main } from '../../../lib/kit/cli/main.ts'
import { systemClock } from '../../../lib/core/clock.ts'
import { systemRandom } from '../../../lib/core/random.ts'
import { startTestSandbox } from '../../support/sandbox-harness.ts'
import { runProgram } from '../run-program.ts'

const here = import.meta.dirname
const programs: Record<string, readonly [string, ...string[]]> = {
  typescript: [process.execPath, '--disable-warning=ExperimentalWarning', join(here, 'verify-usi.ts')],
  python: ['/usr/bin/python3', join(here, 'verify_usi.py')],
  php: ['php', join(here, 'verify-usi.php')],
  java: ['java', join(here, 'VerifyUsi.java')],
}
const password = 'Guides-Only-1'
const maryam = ['VA1803', 'BNGH7C75FN', 'Maryam', 'Fredrick', '1966-05-25']

const asked = process.argv.slice(2)
const folder = await mkdtemp(join(tmpdir(), 'mandate-guides-'))
const sandbox = await startTestSandbox()
// Programs of their own have the real time, and so must the sandbox.
const ticking = setInterval(() => sandbox.runtime.clock.set(systemClock.now()), 500)
try {
  const at = {
    root: join(folder, 'root.pem'),
    mas: `${sandbox.https}/R3.0/S007v1.3/service.svc`,
    usi: `${sandbox.https}/evte/usi/service/v5/usiservice.svc`,
  }
  await writeFile(at.root, await fetchSandboxRoot(new URL(sandbox.http)))
  const otherRoot = join(folder, 'other.pem')
  await writeFile(otherRoot, await aRootOfSomebodyElse())
  const keystore = await newKeystore('good')
  const revoked = await newKeystore('revoked')
  await revoke('revoked')

  for (const [language, program] of Object.entries(programs)) {
    if (asked.length > 0 && !asked.includes(language)) continue
    const begun = performance.now()
    const run = (changes: { keystore?: string; root?: string; usi?: string; student?: string[]; password?: string } = {}) =>
      runProgram(
        program,
        [changes.keystore ?? keystore, changes.root ?? at.root, at.mas, changes.usi ?? at.usi, ...(changes.student ?? maryam)],
        { MANDATE_KEYSTORE_PASSWORD: changes.password ?? password },
      )
    const matching = await run()
    assert.equal(matching.code, 0, matching.errors)
    assert.match(matching.output, /^Token until 20/m)
    assert.match(matching.output, /: Valid$/m)
    assert.equal(matching.output.match(/: Match$/gm)?.length, 3, matching.output)
    const other = await run({ student: ['VA1803', 'BNGH7C75FN', 'Maryam', 'O’Brien & <Sons>', '1966-05-25'] })
    assert.equal(other.code, 0, other.errors)
    assert.match(other.output, /: NoMatch$/m)

    const refusals: [string, Parameters<typeof run>[0], number, RegExp][] = [
      ['a revoked credential', { keystore: revoked }, 3, /Refused: [\s\S]*E2014[\s\S]*Trace: \w+/],
      ['a service that nobody knows', { usi: 'https://nobody.example/service' }, 3, /Refused: [\s\S]*E2003[\s\S]*Trace: \w+/],
      ['another organisation', { student: ['VA1802', ...maryam.slice(1)] }, 3, /Refused: [\s\S]*Trace: \w+/],
      ['a wrong password', { password: 'Wrong-Password-1' }, 1, /password/i],
      ['a server that is not trusted', { root: otherRoot }, 1, /\S/],
    ]
    for (const [what, changes, code, text] of refusals) {
      const answer = await run(changes)
      assert.equal(answer.code, code, `${language}, ${what}: ${answer.output}${answer.errors}`)
      assert.match(answer.errors, text, `${language}, ${what}`)
      assert.doesNotMatch(answer.output + answer.errors, /Guides-Only|Traceback|Fatal error|Exception in/, `${language}, ${what}`)
    }
    console.log(`${language}: VerifyUSI and ${refusals.length} refusals, ${((performance.now() - begun) / 1000).toFixed(1)} s`)
  }
} finally {
  clearInterval(ticking)
  await sandbox.close()
  await rm(folder, { recursive: true, force: true })
}

async function newKeystore(name: string): Promise<string> {
  const file = join(folder, `${name}.xml`)
  const args = ['sandbox', 'credential', '--abn', '27809366375', '--name', name, '--out', file]
  const env = { MANDATE_URL: sandbox.https, MANDATE_KEYSTORE_PASSWORD: password }
  let told = ''
  const write = (text: string) => void (told += text)
  const context = { stdin: process.stdin, stdout: { write }, stderr: { write }, env, clock: systemClock, random: systemRandom }
  assert.equal(await main(args, context), 0, told)
  return file
}

async function revoke(name: string): Promise<void> {
  const { store, clock, signals } = sandbox.runtime
  const { id, abn } = await store.credential.findFirstOrThrow({ where: { name } })
  const revokedAt = new Date(clock.now())
  await store.credential.update({ where: { id }, data: { status: 'REVOKED', revokedAt, revocationReason: 'KEY_COMPROMISE' } })
  signals.emit('credential-changed', { credentialId: id, abn })
}

async function aRootOfSomebodyElse(): Promise<string> {
  const { rootCertificates } = await import('node:tls')
  return `${rootCertificates[0]}\n`
}
