import { createPrivateKey, randomBytes } from 'node:crypto'
import { request as requestHttps } from 'node:https'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { parseAbn } from '../../../lib/core/abn.ts'
import { instant, minute } from '../../../lib/core/clock.ts'
import { systemRandom, uuid } from '../../../lib/core/random.ts'
import { writePem } from '../../../lib/formats/pki/pem.ts'
import { readFault, writeTokenRequest } from '../../../lib/formats/wstrust/index.ts'
import { parseXml } from '../../../lib/formats/xml/index.ts'
import { createSandboxCredential, revokeSandboxCredential } from '../../../lib/kit/index.ts'

type Credential = Awaited<ReturnType<typeof createSandboxCredential>>
type Answer = { status: number; headers: Record<string, unknown>; body: string }

const at = inject('servedAt')
const service = `${at.https}/R3.0/S007v1.3/service.svc`
const appliesTo = 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc'
const now = () => instant(Date.now())

describe('the token service over HTTPS', () => {
  let root: string
  let credential: Credential
  let stranger: Credential

  beforeAll(async () => {
    const der = await (await fetch(`${at.http}/pki/root.crt`)).bytes()
    root = writePem('CERTIFICATE', der)
    const make = (name: string) =>
      createSandboxCredential({ abn: parseAbn('27809366375'), name, endpoint: at.https, ca: root })
    credential = await make('from-outside')
    stranger = await make('somebody-else')
  })

  it('answers a right request, once', async () => {
    const message = signed()
    const first = await post(message)
    expect(first.status).toBe(200)
    expect(first.body).toContain('EncryptedAssertion')
    await expectFault(message, { event: 'E9020', says: 'A message with the same signature was accepted before.' })
    expect((await post(signed())).status).toBe(200)
  })

  it('answers several copies that come at once, but only one of them with a token', async () => {
    const message = signed()
    const answers = await Promise.all(Array.from({ length: 8 }, () => post(message)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const { body } of answers.filter(({ status }) => status !== 200)) expect(faultOf(body)?.event).toBe('E9020')
  })

  it('answers at the door without TLS as well, and a message at one of the two', async () => {
    const plain = (body: string) => fetch(service.replace(at.https, at.http), { method: 'POST', body })
    const message = signed()
    expect((await plain(message)).status).toBe(200)
    await expectFault(message, { event: 'E9020' })
    const other = signed()
    expect((await post(other)).status).toBe(200)
    const again = await plain(other)
    expect(again.status).toBe(500)
    expect(faultOf(await again.text())?.event).toBe('E9020')
  })

  it('knows at once of a credential that was revoked at the other door', async () => {
    const made = await createSandboxCredential({
      abn: parseAbn('27809366375'),
      name: 'soon-revoked',
      endpoint: at.http,
    })
    expect((await post(signed({ by: made }))).status).toBe(200)
    await revokeSandboxCredential(made.certificates[0] as Uint8Array, { endpoint: at.http })
    await expectFault(signed({ by: made }), { says: /revoked/i })
  })

  it.each<[string, (message: string) => string]>([
    [
      'its Timestamp',
      (message) => message.replace(/(<u:Expires>20)(\d\d)/, (_, start, year) => start + (Number(year) + 1)),
    ],
    ['the Id of its Timestamp', (message) => message.replaceAll(/TS-[0-9a-f]/g, 'TS-z')],
    ['its address', (message) => message.replace(`>${service}<`, `>${service}?x<`)],
    [
      'a letter of its signature',
      (message) => message.replace(/(SignatureValue[^>]*>)(.)/, (_, start, one) => start + (one === 'A' ? 'B' : 'A')),
    ],
    [
      'a digest',
      (message) => message.replace(/(DigestValue[^>]*>)(.)/, (_, start, one) => start + (one === 'A' ? 'B' : 'A')),
    ],
    ['the certificate beside the signature', (message) => message.replace(toBase64(credential), toBase64(stranger))],
  ])('refuses a request after somebody changed %s', async (_what, change) => {
    const message = signed()
    const changed = change(message)
    expect(changed).not.toBe(message)
    const fault = await expectFault(changed, {})
    expect(fault?.code).toBe('Sender')
    // What was refused was not used up: the request as it was signed is still good.
    expect((await post(message)).status).toBe(200)
  })

  it.each([
    ['expired', -60, 'The message was valid from'],
    ['not valid yet', 60, 'The message was created at'],
  ])('refuses a Timestamp that is %s', async (_what, minutes, says) => {
    await expectFault(signed({ shift: minutes * minute }), { says: new RegExp(says) })
  })

  it('refuses a DOCTYPE, and expands nothing', async () => {
    const bomb = `<!DOCTYPE a [<!ENTITY b "${'ha'.repeat(500)}"><!ENTITY c "${'&b;'.repeat(500)}">]>`
    const begun = performance.now()
    const fault = await expectFault(`${bomb}${signed()}`, { says: /DOCTYPE|document type/i })
    expect(performance.now() - begun).toBeLessThan(5_000)
    expect(fault?.text).not.toContain('haha')
  })

  it.each([
    ['that says how long it is', false],
    ['that does not say how long it is', true],
  ])('refuses a body of 20 MB %s, and goes on', async (_what, chunked) => {
    const answer = await send('POST', service, Buffer.alloc(20 * 1024 * 1024, 'x'), { chunked })
    expect(answer.status).toBe(413)
    expect(faultOf(answer.body)).toMatchObject({ event: 'E9004', code: 'Sender' })
    expect((await post(signed())).status).toBe(200)
  })

  it('and so does the USI service', async () => {
    const usi = `${at.https}/evte/usi/service/v5/usiservice.svc`
    const answer = await send('POST', usi, Buffer.alloc(20 * 1024 * 1024, 'x'))
    expect(answer.status).toBe(500)
    expect(faultOf(answer.body)?.text).toMatch(/larger than/)
    await expect(send('POST', usi, '<!DOCTYPE a []><a/>')).resolves.toMatchObject({
      body: expect.stringContaining('Fault'),
    })
  })

  it.each<[string, string | Buffer]>([
    ['nothing', ''],
    ['no XML', 'token please'],
    ['half a message', '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Header>'],
    ['no SOAP', '<a/>'],
    ['SOAP 1.1', '<s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body/></s:Envelope>'],
    ['an empty envelope', '<s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope"><s:Body/></s:Envelope>'],
    ['random bytes', randomBytes(4_096)],
  ])('answers %s with a fault that says what to do', async (_what, message) => {
    await expectFault(message, {})
  })

  it('shows its contract, and is found in any letter case', async () => {
    const wsdl = await send('GET', `${service.replace('service.svc', 'SERVICE.SVC')}?wsdl`)
    expect(wsdl.status).toBe(200)
    expect(wsdl.headers['content-type']).toContain('xml')
    expect(parseXml(Buffer.from(wsdl.body)).root.local).toBe('definitions')
  })

  it('is not believed by a client that does not know its root', async () => {
    await expect(send('GET', service, undefined, { ca: null })).rejects.toThrow(/certificate|self-signed|issuer/i)
  })

  function signed({ shift = 0, by = credential } = {}): string {
    const key = { key: Buffer.from(by.privateKeyPkcs8), format: 'der', type: 'pkcs8' } as const
    return writeTokenRequest({
      to: service,
      appliesTo,
      certificate: by.certificates[0] as Uint8Array,
      privateKey: createPrivateKey(key),
      now: instant(now() + shift),
      random: systemRandom,
      timestampId: `TS-${uuid(systemRandom)}`,
      keySize: 256,
    })
  }

  /** Sends it and reads a fault from the answer, which tells what happened, what to do, and where the trace is. */
  async function expectFault(message: string | Buffer, { event, says }: { event?: string; says?: string | RegExp }) {
    const answer = await post(message)
    const fault = faultOf(answer.body)
    expect(answer.status).toBeGreaterThanOrEqual(400)
    expect(fault?.event).toMatch(/^E\d{4}$/)
    expect(fault?.advice).toBeTruthy()
    expect(answer.headers['mandate-trace']).toBe(fault?.trace)
    if (event !== undefined) expect(fault?.event).toBe(event)
    if (says !== undefined) expect(fault?.description).toMatch(says)
    expect(answer.body).not.toMatch(/at .*\.ts:\d+|node_modules|Error:/)
    return fault
  }

  function post(message: string | Buffer): Promise<Answer> {
    return send('POST', service, message)
  }

  /** One request on a connection of its own; the answer counts although the server may stop reading. */
  function send(
    method: string,
    url: string,
    body?: string | Buffer,
    { chunked = false, ca = root }: { chunked?: boolean; ca?: string | null } = {},
  ): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const length = body === undefined || chunked ? {} : { 'content-length': Buffer.byteLength(body) }
      const outgoing = requestHttps(
        url,
        {
          method,
          agent: false,
          ...(ca === null ? {} : { ca }),
          headers: { 'content-type': 'application/soap+xml; charset=utf-8', ...length },
        },
        (incoming) => {
          const chunks: Buffer[] = []
          incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
          incoming.on('error', reject)
          incoming.on('end', () =>
            resolve({
              status: incoming.statusCode ?? 0,
              headers: incoming.headers,
              body: Buffer.concat(chunks).toString('utf8'),
            }),
          )
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })
  }
})

function faultOf(body: string) {
  return readFault(parseXml(Buffer.from(body)))
}

function toBase64({ certificates: [leaf] }: Credential): string {
  return Buffer.from(leaf as Uint8Array).toString('base64')
}
