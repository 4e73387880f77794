/**
 * Has programs of other people judge the OpenAPI document: a validator reads it, a generator makes a Python client from
 * it, and that client uses the API, with a token and in the sandbox, and is refused where it should be. Needs a Python
 * with the packages openapi-spec-validator and openapi-python-client; not part of `npm test`.
 *
 *   python3 -m venv judges && judges/bin/pip install openapi-spec-validator openapi-python-client
 *   node test/peers/openapi/run.ts judges/bin/python
 */
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../lib/core/clock.ts'
import { addDays, dayOf } from '../../../lib/core/calendar-day.ts'
import { uuid } from '../../../lib/core/random.ts'
import { createApiToken } from '../../../lib/domain/ram/api-tokens/create-api-token.ts'
import { setUpSandbox } from '../../../lib/kit/index.ts'
import { apiRightNames } from '../../../lib/policy/permissions/api-rights.ts'
import { startTestSandbox, type TestSandbox } from '../../support/sandbox-harness.ts'

const python = process.argv[2] ?? 'python3'
const abn = '53004085616'
const folder = await mkdtemp(join(tmpdir(), 'mandate-openapi-'))
const sandbox = await startTestSandbox()
// The client has the real time, and so must the sandbox.
const ticking = setInterval(() => sandbox.runtime.clock.set(systemClock.now()), 500)
try {
  const api = `${sandbox.http}/api/v1`
  const document = join(folder, 'openapi.json')
  await writeFile(document, await (await fetch(`${api}/openapi.json`)).text())
  await run(['-m', 'openapi_spec_validator', document])
  const generate = ['-m', 'openapi_python_client', 'generate', '--path', document, '--meta', 'none', '--overwrite']
  const warnings = await run([...generate, '--output-path', join(folder, 'generated')])
  // Files are downloaded by hand; this generator knows JSON and text only.
  const unread = [...warnings.matchAll(/WARNING parsing \w+ (\S+)/g)].map(([, path]) => path ?? '')
  assert.deepEqual(unread.filter((path) => !/\/(zip|pdf)$/.test(path)), [], warnings)
  await setUpSandbox({ businesses: [{ abn, name: 'By OpenAPI' }] }, { endpoint: sandbox.http })
  const said = await run([join(import.meta.dirname, 'client.py'), folder, api, abn, await newToken(sandbox)])
  process.stdout.write(said)
} finally {
  clearInterval(ticking)
  await sandbox.close()
  await rm(folder, { recursive: true, force: true })
}

/** A token of somebody who may do everything for the business, made as the portal makes it. */
async function newToken({ runtime, http }: TestSandbox): Promise<string> {
  const vera = { id: 'vera', givenNames: 'Vera', familyName: 'Stone', birthDate: '1990-01-31', strength: 'STRONG' } as const
  const authorisations = [{ abn, persona: 'vera', type: 'PRINCIPAL_AUTHORITY' as const }]
  await setUpSandbox({ personas: [vera], authorisations }, { endpoint: http })
  const { id } = await runtime.store.person.findFirstOrThrow({ where: { familyName: 'Stone' } })
  const actor = { personId: id, givenNames: 'Vera', familyName: 'Stone', strength: 'STRONG' } as const
  const { secret } = await createApiToken(
    { runtime, actor },
    {
      submissionId: uuid(runtime.random),
      abn,
      name: 'peer',
      rights: [...apiRightNames],
      lastDay: addDays(dayOf(runtime.clock.now()), 1),
    },
  )
  return secret ?? ''
}

async function run(words: string[]): Promise<string> {
  const child = spawn(python, words, { cwd: folder })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  const code = await new Promise((resolve) => child.on('close', resolve))
  assert.equal(code, 0, output)
  return output
}
