/**
 * Has software that is not ours turn every conformance case of a product green: a client in Python (lxml, cryptography
 * and nothing of this project's code) plays USI, SBR1 and SBR2 against a sandbox, and then the checklist is asked. Ends
 * with 1 where a case is open. Needs Debian's python3, python3-lxml and python3-cryptography; not part of `npm test`.
 *
 *   node test/peers/conformance/run.ts
 */
import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../../../lib/core/clock.ts'
import { attestCase } from '../../../lib/domain/dsp/conformance/attest-case.ts'
import { fetchSandboxRoot, revokeSandboxCredential } from '../../../lib/kit/index.ts'
import { credentialInFile, testPassword } from '../../support/kit-credential.ts'
import { startTestSandbox } from '../../support/sandbox-harness.ts'
import { openVendor } from '../../support/vendor.ts'
import { runProgram } from '../run-program.ts'

type Played = { environment: string; case: string; isRight: boolean; said: string }

const abn = '11000002568'
const client = join(import.meta.dirname, 'client.py')
const folder = await mkdtemp(join(tmpdir(), 'mandate-conformance-'))
const sandbox = await startTestSandbox()
// A program of its own has the real time, and so must the sandbox.
const ticking = setInterval(() => sandbox.runtime.clock.set(systemClock.now()), 5)
let open = 0
try {
  const vendor = await openVendor(sandbox, abn)
  await vendor.register()
  const { productId, code } = await vendor.newProduct('Python client', ['SBR1', 'SBR2', 'USI'], 'CLOUD')
  const settings = join(folder, 'settings.json')
  await writeFile(settings, JSON.stringify(await whatToTestWith(code)))
  const { code: exit, output, errors } = await runProgram(['/usr/bin/python3', client], [settings], {
    MANDATE_KEYSTORE_PASSWORD: testPassword,
  })
  const played = output.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Played)
  for (const one of played.filter(({ isRight }) => !isRight)) console.log(`${one.environment} ${one.case}: ${one.said}`)
  assert.equal(exit, 0, errors)

  for (const service of ['usi', 'sbr1', 'sbr2'] as const) {
    for (const { id, told } of (await vendor.checklist(productId, service)).cases) {
      const said = played.find((one) => one.environment === service && one.case === id)?.said
      if (told === null || said === undefined) continue
      await attestCase(vendor.context, { ...vendor.form(), productId, service, caseId: id, told: said })
    }
    const { cases, status, open: missing } = await vendor.checklist(productId, service)
    open += missing.length
    const green = cases.length - missing.length
    console.log(`${service}: ${green} of ${cases.length} cases green (${status})${missing.length > 0 ? `, not: ${missing.join(', ')}` : ''}`)
  }
} finally {
  clearInterval(ticking)
  await sandbox.close()
  await rm(folder, { recursive: true, force: true })
}
process.exit(open === 0 ? 0 : 1)

/** Keystore files of the product: one to use, one that follows it, one that is revoked, and one that will be. */
async function whatToTestWith(code: string) {
  const { https } = sandbox
  const made = async (name: string, file: string, folderOf = folder) => {
    await credentialInFile(sandbox, folderOf, { abn, name })
    return join(folderOf, `${file}.xml`)
  }
  const keystore = await made(code, code)
  const renewedIn = await mkdtemp(join(folder, 'renewed-'))
  const renewed = await made(code, code, renewedIn)
  const { certificate } = await credentialInFile(sandbox, folder, { abn, name: `${code}-old` })
  await revokeSandboxCredential(certificate, { endpoint: https })
  const root = join(folder, 'root.pem')
  await writeFile(root, await fetchSandboxRoot(new URL(sandbox.http)))
  return {
    ...{ folder, root, keystore, renewed, revoked: join(folder, `${code}-old.xml`), late: await made(`${code}-late`, `${code}-late`) },
    ...{ https, tokens: `${https}/R3.0/S007v1.3/service.svc` },
    ...{ usi: `${https}/evte/usi/service/v5/usiservice.svc`, sbr: `${https}/evte/sbr/services` },
    ...{ abn, client: '96312011219', softwareId: '0000123400', foreignOrgCode: 'VA1803' },
    student: { orgCode: 'VA1802', usi: 'BNGH7C75FN', givenName: 'Maryam', familyName: 'Fredrick', birthDate: '1966-05-25' },
  }
}
