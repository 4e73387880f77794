/**
 * Tokens per second of one core: from the bytes of a signed request to the bytes of the response, everything checked,
 * the trace ready to be kept. Beside it, in the same run and in turns: RSA signatures alone, verification alone, a
 * straightforward build on xml-crypto, and, where there is a Java, the JDK's own XML signatures.
 *
 *   node test/bench/tokens.ts [rounds]
 */
import { execFileSync } from 'node:child_process'
import { sign, X509Certificate } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { SignedXml } from 'xml-crypto'
import { utf8 } from '../../lib/core/bytes.ts'
import { readMessage } from '../../lib/domain/mas/message/read-message.ts'
import { verifyRequest } from '../../lib/domain/mas/message/verify-request.ts'
import { SeenMessages } from '../../lib/domain/mas/replay/seen-messages.ts'
import type { Trace } from '../../lib/domain/mas/trace/trace.ts'
import { toKept } from '../../lib/domain/mas/trace/trace-keeper.ts'
import { traceRecorder } from '../../lib/domain/mas/trace/trace-recorder.ts'
import type { AssertionToWrite } from '../../lib/formats/saml/index.ts'
import { writeSaml2 } from '../../lib/formats/saml/write-saml2.ts'
import { algorithms } from '../../lib/formats/xmldsig/index.ts'
import { encryptionAlgorithms } from '../../lib/formats/xmlenc/index.ts'
import { testService, usiAddress } from '../attacks/mas-world.ts'

/** The part of xml-encryption that is used here; it comes without types. */
type Encrypt = (content: string, options: object, done: (error: Error | null, result: string) => void) => void
const { encrypt } = createRequire(import.meta.url)('xml-encryption') as { encrypt: Encrypt }

const rounds = Number(process.argv[2] ?? 25)
const service = await testService()
const { machine, signer, clock } = service

const vanguard = 'http://vanguard.ebusiness.gov.au/2008/06/identity/claims'
const claims = [
  ...['abn', 'commonname', 'credentialtype', 'samlsubjectid', 'fingerprint'],
  ...['sbr_personid', 'givennames', 'stalecrlminutes', 'subjectdn', 'issuerdn', 'notafterdate'],
].map((name, at) => ({ uri: `${vanguard}/${name}`, optional: at > 4, value: undefined }))
const requests = Array.from({ length: 500 }, () => {
  clock.advance(1)
  return service.request({ claims })
})
const messages = requests.map(utf8)

let seen = new SeenMessages()
service.ports.acceptOnce = (digest, until) => seen.note(digest, until, clock.now())
const world = service.world()
const sample = (await service.answer(messages[0] as Uint8Array)).trace
if (!sample) throw new Error('no trace')
const assertion = unsignedAssertion()
const data = utf8(assertion)
const pem = {
  machine: machine.publicKey.export({ type: 'spki', format: 'pem' }) as string,
  signer: signer.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
  relyingParty: new X509Certificate(service.relyingParty.certificate.der).toString(),
  relyingPartyKey: service.relyingParty.publicKey.export({ type: 'spki', format: 'pem' }) as string,
}

/** What is measured: how many runs make one turn, and one run. */
const measures: Record<string, { turn: number; run(at: number): unknown }> = {
  tokensPerSecond: { turn: 100, run: (at) => issue(at) },
  verifiesPerSecond: {
    turn: 100,
    run: (at) => verifyRequest(readMessage(messageAt(at)), world.message, traceRecorder()),
  },
  // All that a trace costs a token: each of its steps noted, and the whole as text. The database comes after the answer.
  tracesPerSecond: { turn: 500, run: () => noteAndKeep(sample) },
  rsaSignsPerSecond: { turn: 50, run: () => sign('sha256', data, signer.privateKey) },
  xmlCryptoPerSecond: { turn: 3, run: (at) => tokenWithXmlCrypto(requests[at % requests.length] as string) },
}
const rates = new Map(Object.keys(measures).map((name) => [name, [] as number[]]))
let count = 0

for (let round = -3; round < rounds; round++) {
  for (const [name, { turn, run }] of Object.entries(measures)) {
    const start = processorSeconds()
    for (let at = 0; at < turn; at++) await run(count++)
    if (round >= 0) rates.get(name)?.push(turn / (processorSeconds() - start))
  }
}

const median = (values: number[]) => Math.round(values.sort((a, b) => a - b)[values.length >> 1] as number)
const result: Record<string, number | null> = Object.fromEntries(
  [...rates].map(([name, values]) => [name, median(values)]),
)
result.jdkPerSecond = jdkRate()

const tokens = result.tokensPerSecond as number
const lines = [
  ...Object.entries(result).map(([name, value]) => `${name.padEnd(22)} ${value ?? 'no Java here'}`),
  `tokens to signatures    ${(tokens / (result.rsaSignsPerSecond as number)).toFixed(2)} (at least 0.50)`,
  `tokens to xml-crypto    ${(tokens / (result.xmlCryptoPerSecond as number)).toFixed(1)} (at least 20)`,
  `trace's share of a token ${((100 * tokens) / (result.tracesPerSecond as number)).toFixed(1)} % (at most 5)`,
  ...(result.jdkPerSecond ? [`tokens to the JDK       ${(tokens / result.jdkPerSecond).toFixed(2)} (at least 2)`] : []),
]
process.stdout.write(`${lines.join('\n')}\n${JSON.stringify(result)}\n`)

function noteAndKeep(trace: Trace): void {
  const recorder = traceRecorder()
  for (const { name, sentence, facts } of trace.steps) {
    recorder.begin(name)
    recorder.pass(sentence, facts && { ...facts })
  }
  toKept({ ...trace, steps: recorder.steps })
}

function messageAt(at: number): Uint8Array {
  return messages[at % messages.length] as Uint8Array
}

async function issue(at: number): Promise<void> {
  // The same messages come again; the guard does its work and starts anew with each pass.
  if (at % messages.length === 0 || seen.size >= messages.length) seen = new SeenMessages()
  const answer = await service.answer(messageAt(at))
  if (answer.trace?.errorCode === 'mas.replayed') seen = new SeenMessages()
  else if (answer.status !== 200) throw new Error(answer.body)
  if (answer.trace) toKept(answer.trace)
}

/** Of this thread and its helpers, so that neighbours on a shared machine do not count. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

function unsignedAssertion(): string {
  const now = clock.now()
  const model: AssertionToWrite = {
    version: 'saml2',
    id: '_b1ccd4ee-84db-45b5-97c6-ee37c365a3eb',
    issuer: 'https://localhost:3443/R3.0/S007v1.3/service.svc',
    issuedAt: now,
    authenticatedAt: now,
    notBefore: now,
    notOnOrAfter: now,
    audience: usiAddress,
    subject: 'ABRD:27809366375_USIMachine',
    confirmation: { method: 'certificate', certificate: machine.certificate.der },
    claims: claims.map(({ uri }) => ({ uri, values: ['27809366375'] })),
  }
  const { beforeSignature, afterSignature } = writeSaml2(model)
  return beforeSignature + afterSignature
}

/** What a straightforward service does with the usual libraries: verify the request, sign and encrypt the assertion. */
async function tokenWithXmlCrypto(request: string): Promise<void> {
  const checker = new SignedXml({ publicCert: pem.machine, idMode: 'wssecurity' })
  checker.loadSignature(request.slice(request.indexOf('<ds:Signature'), request.indexOf('</ds:Signature>') + 15))
  if (!checker.checkSignature(request)) throw new Error('xml-crypto did not verify')
  const maker = new SignedXml({
    privateKey: pem.signer,
    signatureAlgorithm: algorithms.rsaSha256,
    canonicalizationAlgorithm: algorithms.exclusive,
  })
  maker.addReference({
    xpath: "//*[local-name(.)='Assertion']",
    digestAlgorithm: algorithms.sha256,
    transforms: [algorithms.envelopedSignature, algorithms.exclusive],
  })
  maker.computeSignature(assertion)
  await promisify(encrypt)(maker.getSignedXml(), {
    rsa_pub: pem.relyingPartyKey,
    pem: pem.relyingParty,
    encryptionAlgorithm: encryptionAlgorithms.aes256Cbc,
    keyEncryptionAlgorithm: encryptionAlgorithms.rsaOaepMgf1p,
    disallowEncryptionWithInsecureAlgorithm: false,
    warnInsecureAlgorithm: false,
  })
}

/** The JDK's rate for the same request and assertion; `null` where there is no Java. */
function jdkRate(): number | null {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-bench-'))
  try {
    const file = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content)
      return join(folder, name)
    }
    const program = fileURLToPath(new URL('../peers/jdk/TokenPeer.java', import.meta.url))
    const output = execFileSync('java', [
      program,
      file('request.xml', requests[0] as string),
      file('certificate.der', machine.certificate.der),
      file('assertion.xml', assertion),
      file('key.der', signer.privateKey.export({ format: 'der', type: 'pkcs8' })),
      '4',
    ])
    return Number(output.toString())
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  } finally {
    rmSync(folder, { recursive: true })
  }
}
