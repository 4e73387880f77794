import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { viewProductTrace } from '../../lib/domain/dsp/conformance/view-product-trace.ts'
import { addFault, removeAllFaults } from '../../lib/domain/sandbox/faults/faults.ts'
import { main } from '../../lib/kit/cli/main.ts'
import { playSbr1Cases, playSbr2Cases, requestToken } from '../../lib/kit/index.ts'
import { conformanceCases } from '../../lib/policy/dsp/cases/index.ts'
import { credentialInFile, testPassword } from '../support/kit-credential.ts'
import { startTestSandbox, type TestSandbox } from '../support/sandbox-harness.ts'
import { openVendor, type Vendor } from '../support/vendor.ts'

const abn = '96312011219'

let sandbox: TestSandbox
let folder: string
let vendor: Vendor
let ticking: NodeJS.Timeout | undefined
beforeAll(async () => {
  sandbox = await startTestSandbox()
  // One credential has to come after another one.
  ticking = setInterval(() => sandbox.runtime.clock.advance(5), 5)
  folder = await mkdtemp(join(tmpdir(), 'mandate-sbr-cases-'))
  vendor = await openVendor(sandbox, abn)
  await vendor.register()
}, 90_000)
afterAll(async () => {
  clearInterval(ticking)
  await sandbox.close()
  await rm(folder, { recursive: true })
})

const newProduct = (name: string) => vendor.newProduct(name, ['SBR1', 'SBR2', 'USI'])

async function run(args: string[], env: Record<string, string> = {}) {
  const told = { out: '', errors: '' }
  const into = (stream: keyof typeof told) => ({
    write(text: string) {
      told[stream] += text
    },
  })
  const { clock, random } = sandbox.runtime
  const code = await main(args, {
    stdin: process.stdin,
    stdout: into('out'),
    stderr: into('errors'),
    env: { MANDATE_URL: sandbox.https, MANDATE_KEYSTORE_PASSWORD: testPassword, ...env },
    clock,
    random,
  })
  return { code, ...told }
}

describe('mandate evte sbr', () => {
  it('turns every case of SBR1 and SBR2 green that is not a person’s to tell, each with its trace', async () => {
    const { productId, code } = await newProduct('Payroll')
    await credentialInFile(sandbox, folder, { abn, name: code })
    const played = await run(['evte', 'sbr', '--keystore', join(folder, `${code}.xml`), '--json'])
    const { environments } = JSON.parse(played.out) as {
      environments: Record<'SBR1' | 'SBR2', { id: string; isRight: boolean; said: string; trace?: string }[]>
    }
    expect(Object.values(environments).flatMap((cases) => cases.filter(({ isRight }) => !isRight))).toEqual([])
    expect(played).toMatchObject({ code: 0, errors: '' })
    for (const [name, told] of [
      ['SBR1', ['bad-password']],
      ['SBR2', ['receipt-kept', 'bad-password']],
    ] as const) {
      const { cases, open } = await vendor.checklist(productId, name.toLowerCase() as 'sbr1')
      expect(open).toEqual(told)
      const seen = cases.filter(({ tick }) => tick?.traceId)
      expect(seen).toHaveLength(conformanceCases[name].length - told.length)
      expect(environments[name].map(({ id }) => id).toSorted()).toEqual(seen.map(({ id }) => id).toSorted())
      for (const { tick } of seen) {
        const traceId = tick?.traceId ?? ''
        const { trace } = await viewProductTrace(vendor.context, { abn, productId, traceId })
        // One id leads from the call to the request for its token.
        if (!trace.service.startsWith('S007')) expect(trace.tokenTraceId, trace.id).toMatch(/^t/)
      }
    }
    expect((await vendor.checklist(productId, 'usi')).ticked).toEqual([
      'get-token',
      'unknown-address',
      'revoked',
      'renewal',
    ])
  }, 60_000)

  it('plays one environment, or one case, and says of a case that is not green why', async () => {
    const { code } = await newProduct('Single')
    const credential = await credentialInFile(sandbox, folder, { abn, name: code })
    const keystore = ['--keystore', join(folder, `${code}.xml`)]
    const one = await run(['evte', 'sbr', ...keystore, '--case', 'expired'])
    expect(one).toMatchObject({ code: 0, out: expect.stringContaining('2 of 2 cases are green') })
    const { id: credentialId } = await sandbox.runtime.store.credential.findFirstOrThrow({ where: { name: code } })
    await addFault(sandbox.runtime, { service: 'sbr2', error: 'sbr.internal', credentialId })
    const red = await run(['evte', 'sbr', ...keystore, '--only', 'sbr2', '--case', 'ping'])
    await removeAllFaults(sandbox.runtime)
    expect(red.code).toBe(1)
    expect(red.out).toMatch(/RED\s+ping\s+refused with EBMS:0004: .*It should have been answered \(trace t/)
    expect((await run(['evte', 'sbr', ...keystore, '--only', 'sbr3'])).code).toBe(2)
    expect((await run(['evte', 'sbr', ...keystore, '--only', 'sbr1', '--case', 'ping'])).errors).toContain('lodge')
    await expect(playSbr1Cases(['lodge'], { credential, endpoint: 'https://localhost:1' })).rejects.toMatchObject({
      code: 'kit.unreachable',
    })
  }, 60_000)
})

describe('mandate evte usi', () => {
  it('turns every case of cloud software green that is not a person’s to tell', async () => {
    const provider = '11000002568'
    const banksia = await openVendor(sandbox, provider)
    await banksia.register()
    const { productId, code } = await banksia.newProduct('Cloud', ['USI'], 'CLOUD')
    await credentialInFile(sandbox, folder, { abn: provider, name: code })
    const words = ['evte', 'usi', '--keystore', join(folder, `${code}.xml`), '--org-code', 'VA1802']
    expect((await run([...words, '--case', 'cloud-acts-for-client'])).errors).toContain('needs --client')
    expect((await run([...words, '--client', '96312011219'])).errors).toContain('go together')
    const client = ['--client', '96 312 011 219', '--software-id', '0000123400']
    expect(await run([...words, ...client])).toMatchObject({
      code: 0,
      errors: '',
      out: expect.stringMatching(/^12 of 12/),
    })
    expect((await banksia.checklist(productId, 'usi')).open).toEqual(['bad-password'])
  }, 60_000)
})

describe('a fault on demand', () => {
  it('ticks no case, by credential, for the next calls or by header', async () => {
    const { productId, code } = await newProduct('Faulty')
    const credential = await credentialInFile(sandbox, folder, { abn, name: code })
    const { runtime } = sandbox
    const { clock, store } = runtime
    const { id: credentialId } = await store.credential.findFirstOrThrow({ where: { name: code } })
    const appliesTo = `${sandbox.https}/evte/sbr/services`
    const asked = { credential, appliesTo, endpoint: sandbox.https, clock }
    const options = { credential, endpoint: sandbox.https, clock }

    await addFault(runtime, { service: 'mas', error: 'mas.credential-revoked', credentialId, calls: 1 })
    await expect(requestToken(asked)).rejects.toMatchObject({ details: { event: 'E2014' } })
    const fault = 'mas.relying-party-unknown'
    await expect(requestToken({ ...asked, fault })).rejects.toMatchObject({ details: { event: 'E2003' } })
    await addFault(runtime, { service: 'sbr2', error: 'sbr.message-expired', calls: 1 })
    expect(await playSbr2Cases(['ping'], options)).toMatchObject([{ isRight: false }])
    await addFault(runtime, { service: 'sbr2', error: 'as4.part-not-signed', credentialId, calls: 1 })
    expect(await playSbr2Cases(['ping'], options)).toMatchObject([{ isRight: false }])
    await addFault(runtime, { service: 'sbr2', delayMs: 1, calls: 1 })
    expect(await playSbr2Cases(['ping'], options)).toMatchObject([{ isRight: true }])
    expect((await vendor.checklist(productId, 'sbr2')).ticked).toEqual(['get-token'])

    // The same for real.
    await playSbr2Cases(['ping', 'expired', 'unsigned-attachment', 'unknown-address', 'revoked'], options)
    const all = ['get-token', 'ping', 'unsigned-attachment', 'expired', 'unknown-address', 'revoked']
    expect((await vendor.checklist(productId, 'sbr2')).ticked).toEqual(all)
  }, 60_000)
})
