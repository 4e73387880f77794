import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { credentialInFile, testPassword } from '../../../test/support/kit-credential.ts'
import { startTestSandbox, type TestSandbox } from '../../../test/support/sandbox-harness.ts'
import { fromBase64, fromUtf8, utf8 } from '../../core/bytes.ts'
import { second } from '../../core/clock.ts'
import { testService } from '../../domain/evte/sbr2/reports/catalogue.ts'
import { writeRecords } from '../../formats/as4/index.ts'
import {
  explainTrace,
  type KitCredential,
  lodgeReport,
  pingSbr,
  pullReport,
  requestSbrToken,
  requestToken,
  type SbrOptions,
  type SbrReport,
  sendReport,
} from '../index.ts'
import { sbrPath } from './exchange.ts'

const password = testPassword
const software = { productId: '28305', vendor: 'Example', name: 'Example Payroll', version: '1.0' }

let sandbox: TestSandbox
let folder: string
let credential: KitCredential
let provider: KitCredential

beforeAll(async () => {
  sandbox = await startTestSandbox()
  folder = await mkdtemp(join(tmpdir(), 'mandate-sbr-'))
  credential = await newCredential('27809366375', 'sbr-kit')
  provider = await newCredential('11000002568', 'sbr-cloud')
}, 90_000)
afterAll(async () => {
  await sandbox.close()
  await rm(folder, { recursive: true })
})

const newCredential = (abn: string, name: string) => credentialInFile(sandbox, folder, { abn, name })

async function ready(changes: Partial<Parameters<typeof requestSbrToken>[0]> = {}): Promise<SbrOptions> {
  const { clock } = sandbox.runtime
  const asked = { credential, endpoint: sandbox.https, clock, ...changes }
  return { credential: asked.credential, token: await requestSbrToken(asked), services: sandbox.https + sbrPath, clock }
}

const report = (changes: Partial<SbrReport> = {}): SbrReport => ({
  service: testService,
  action: 'Echo',
  mode: 'sync',
  documents: [{ bytes: utf8('<AS>1</AS>'), name: 'AS', type: 'BASE', mime: 'text/xml' }],
  software,
  ...changes,
})

const textOf = (answer: { documents: readonly { bytes: Uint8Array }[] } | undefined) =>
  fromUtf8(answer?.documents[0]?.bytes ?? new Uint8Array(0))

describe('from a sandbox credential to an answer of SBR2', () => {
  it.each([
    ['SAML 2.0', {}],
    ['SAML 1.1', { tokenType: 'saml1' }],
    ['the production address', { appliesTo: 'https://sbr.gov.au/services' }],
  ] as const)('the way is open: %s', async (_, changes) => {
    const { answer } = await sendReport(report(), await ready(changes))
    expect(answer).toMatchObject({ kind: 'documents' })
    expect(textOf(answer as never)).toBe('<AS>1</AS>')
  })

  it('is open for a token of this very address', async () => {
    const { answer } = await sendReport(report(), await ready({ appliesTo: sandbox.https + sbrPath }))
    expect(answer.kind).toBe('documents')
  })

  it('answers a ping with the digests of what was signed', async () => {
    const { references, trace } = await pingSbr(await ready())
    expect(references.map(({ uri }) => uri)).toEqual(['#messaging', '#token', '#body'])
    expect(trace).toMatch(/^t[0-9a-z]{16}$/)
  })

  it('takes a message, and hands out its answer later, once it is ready', async () => {
    const options = await ready()
    const { messageId, answer } = await sendReport(report({ mode: 'async', action: 'Slow' }), options)
    expect(answer.kind).toBe('receipt')
    expect(await pullReport({ messageId, from: 'async' }, options)).toBeUndefined()
    sandbox.runtime.clock.advance(21 * second)
    const pulled = await pullReport({ messageId, from: 'async' }, options)
    expect(textOf(pulled)).toBe('<AS>1</AS>')
    const row = await sandbox.runtime.store.sbrExchange.findFirstOrThrow({ where: { requestId: messageId } })
    expect(row.acknowledgedAt).not.toBeNull()
  })

  it('takes many records at once', async () => {
    const options = await ready()
    const bytes = writeRecords([
      { id: '1.1', name: 'PAYEVNT', type: 'PARENT', relatedId: '', content: '<P/>' },
      { id: '1.2', name: 'PAYEVNTEMP', type: 'CHILD', relatedId: '1.1', content: '<C/>' },
    ])
    const documents = [{ bytes, name: 'PAYEVNT', type: 'BASE', mime: 'text/xml' }]
    const payrun = { service: 'http://sbr.gov.au/ato/payevnt/2020', action: 'Submit.004.00', mode: 'bulk' } as const
    const { messageId } = await sendReport(report({ ...payrun, documents }), options)
    expect(textOf(await pullReport({ messageId, from: 'bulk' }, options))).toContain(
      '>1.2</Location.Instance.Identifier>',
    )
  })

  it('is closed for cloud software: no notification of the catalogue covers SBR', async () => {
    const actAs = { abn: '96312011219', softwareId: '0000123400' }
    await expect(ready({ credential: provider, actAs })).rejects.toMatchObject({ code: 'kit.refused' })
  })

  it('is told by one id from token to answer', async () => {
    const options = await ready()
    const { trace } = await pingSbr(options)
    const find = () => explainTrace(trace ?? '', { endpoint: sandbox.https }).catch(() => undefined)
    await expect.poll(find).toMatchObject({ accepted: true, tokenTraceId: options.token.trace })
    const token = await explainTrace(options.token.trace ?? '', { endpoint: sandbox.https })
    expect(JSON.stringify(token)).toContain(trace)
  })
})

describe('a refusal', () => {
  it('says why, with the code of the service and the trace', async () => {
    await expect(sendReport(report({ action: 'Nothing' }), await ready())).rejects.toMatchObject({
      code: 'kit.refused',
      details: { event: 'EBMS:0001', trace: expect.stringMatching(/^t/), reason: expect.stringContaining('Nothing') },
    })
  })

  it('comes for a token of another service, of another credential, or without its claims', async () => {
    const options = await ready()
    const usi = `${sandbox.https}/evte/usi/service/v5/usiservice.svc`
    const { clock } = sandbox.runtime
    const asked = { credential, endpoint: sandbox.https, clock }
    const wrong = [
      await requestToken({ ...asked, appliesTo: usi }),
      await requestToken({ ...asked, appliesTo: 'https://test.sbr.gov.au/services' }),
    ]
    for (const [at, event] of ['EBMS:0102', 'EBMS:0101'].entries()) {
      const token = wrong[at] as (typeof wrong)[number]
      await expect(pingSbr({ ...options, token })).rejects.toMatchObject({ details: { event } })
    }
    await expect(pingSbr({ ...options, credential: provider })).rejects.toMatchObject({
      details: { event: 'EBMS:0101', reason: expect.stringContaining('another credential') },
    })
  })

  it('is told apart from a server that speaks something else', async () => {
    const options = await ready()
    await expect(pingSbr({ ...options, services: sandbox.https })).rejects.toMatchObject({
      code: 'kit.answer-unreadable',
    })
  })
})

describe('SBR1', () => {
  const message = {
    messageType: 'tfnd.0003.2016.lodge.request',
    software: { organisation: 'O', product: 'P', version: '1' },
  }

  it.each(['list', 'prefill', 'prelodge', 'lodge'] as const)('answers %s', async (operation) => {
    const document = operation === 'list' ? undefined : utf8('<f:Form xmlns:f="urn:f">1 &lt; 2</f:Form>')
    const { message: answer, trace } = await lodgeReport({ ...message, operation, document }, await ready())
    expect(answer.type).toBe('tfnd.0003.2016.lodge.response')
    expect(answer.events).toMatchObject([{ severity: 'Information' }])
    expect(answer.receipt !== undefined).toBe(operation === 'lodge')
    expect(answer.documents.some(({ content }) => content)).toBe(operation === 'list' || operation === 'prefill')
    expect(trace).toMatch(/^t/)
  })

  it('answers with an error where the message asks for one', async () => {
    const { message: answer } = await lodgeReport(
      { ...message, messageType: 'mandate.reject.request', operation: 'lodge' },
      await ready(),
    )
    expect(answer.events).toMatchObject([{ severity: 'Error' }])
    expect(answer.receipt).toBeUndefined()
  })

  it('refuses a token of another service', async () => {
    const options = await ready()
    const appliesTo = `${sandbox.https}/evte/usi/service/v5/usiservice.svc`
    const token = await requestToken({ credential, endpoint: sandbox.https, appliesTo, clock: sandbox.runtime.clock })
    await expect(lodgeReport({ ...message, operation: 'lodge' }, { ...options, token })).rejects.toMatchObject({
      details: { event: 'xmlenc.cannot-decrypt' },
    })
  })
})

describe('the mandate command', () => {
  const bin = join(import.meta.dirname, '../bin/mandate.mjs')
  const mandate = (...args: string[]) =>
    new Promise<{ code: number; out: string; errors: string }>((resolve) => {
      const { MANDATE_CA: _, ...inherited } = process.env
      const env = { ...inherited, MANDATE_URL: sandbox.https, MANDATE_KEYSTORE_PASSWORD: password }
      execFile(process.execPath, [bin, 'sbr', ...args], { cwd: folder, env }, (error, out, errors) =>
        resolve({ code: error ? Number(error.code) : 0, out, errors }),
      )
    })
  const keystore = ['--keystore', 'sbr-kit.xml']

  it('pings, sends, pulls and lodges', async () => {
    await writeFile(join(folder, 'as.xml'), '<AS>2</AS>')
    const ping = await mandate('ping', ...keystore)
    expect(ping).toMatchObject({ code: 0, errors: '', out: expect.stringContaining('The message arrived') })
    const send = ['send', ...keystore, '--action', 'Echo', '--file', 'as.xml']
    expect((await mandate(...send)).out).toContain('AS:\n<AS>2</AS>')
    const sent = JSON.parse((await mandate(...send, '--mode', 'async', '--json')).out)
    expect(sent.receipt).toHaveLength(4)
    const pulled = JSON.parse((await mandate('pull', ...keystore, '--message-id', sent.messageId, '--json')).out)
    expect(pulled).toMatchObject({ waiting: true, inAnswerTo: sent.messageId })
    expect(fromUtf8(fromBase64(pulled.documents[0].content) as Uint8Array)).toBe('<AS>2</AS>')
    expect((await mandate('pull', ...keystore, '--from', 'collect')).out).toContain('Nothing waits there')
    const lodge = await mandate(
      'lodge',
      ...keystore,
      '--message-type',
      'tfnd.0003.2016.lodge.request',
      '--file',
      'as.xml',
    )
    expect(lodge).toMatchObject({ code: 0, out: expect.stringContaining('The report was lodged.') })
  }, 60_000)

  it('says what is wrong: exit code 2 for the command, 1 for a refusal', async () => {
    const send = ['send', ...keystore, '--file', 'as.xml']
    expect(await mandate(...send)).toMatchObject({ code: 2, errors: expect.stringContaining('--action is missing') })
    expect((await mandate(...send, '--action', 'Echo', '--mode', 'fast')).code).toBe(2)
    expect((await mandate('pull', ...keystore, '--from', 'nowhere')).code).toBe(2)
    expect((await mandate('lodge', ...keystore, '--message-type', 'x', '--operation', 'erase')).code).toBe(2)
    expect(await mandate('send', ...keystore, '--action', 'Echo', '--file', 'absent.xml')).toMatchObject({ code: 1 })
    const refused = await mandate(...send, '--action', 'Nothing', '--json')
    expect(refused.code).toBe(1)
    expect(JSON.parse(refused.out)).toMatchObject({ error: { event: 'EBMS:0001' } })
  }, 60_000)
})
