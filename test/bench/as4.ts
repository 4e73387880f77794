/**
 * AS4 messages per second of one core: from the bytes of a signed message with its token and one compressed document to
 * the bytes of the answer, everything checked, the exchange kept in the embedded database, the trace ready to be kept.
 * Beside it, in the same run and in turns: pings, which keep nothing; the check of token, certificate and signature
 * alone; pushing and then pulling the answer, both sides; and the bare RSA operations that one message cannot do without
 * (two signatures verified, of message and token; two keys opened, of the token and in it).
 *
 *   node test/bench/as4.ts [rounds]
 */
import { constants, createHash, privateDecrypt, publicEncrypt, randomBytes, sign, verify } from 'node:crypto'
import { type Instant, minute } from '../../lib/core/clock.ts'
import { pooledRandom, systemRandom, uuid } from '../../lib/core/random.ts'
import { answerExchange, type Sbr2Answer } from '../../lib/domain/evte/sbr2/answer-exchange.ts'
import { type Sbr2Endpoint, sbr2Endpoints } from '../../lib/domain/evte/sbr2/endpoints.ts'
import { testService as testReports } from '../../lib/domain/evte/sbr2/reports/catalogue.ts'
import { verifySender } from '../../lib/domain/evte/sbr2/sender/verify-sender.ts'
import type { Sbr2World } from '../../lib/domain/evte/sbr2/world.ts'
import { senderCertificates } from '../../lib/domain/mas/message/sender-certificates.ts'
import { toKept } from '../../lib/domain/mas/trace/trace-keeper.ts'
import { traceRecorder } from '../../lib/domain/mas/trace/trace-recorder.ts'
import {
  pingService,
  readAs4,
  type SignalMessage,
  type UserMessage,
  type WrittenMessage,
  writeAs4,
} from '../../lib/formats/as4/index.ts'
import { claimUris, signerKeyInfo, writeAssertion } from '../../lib/formats/saml/index.ts'
import { namespaces, xml } from '../../lib/formats/xml/index.ts'
import { encryptElement, encryptionAlgorithms } from '../../lib/formats/xmlenc/index.ts'
import { agency, businessParty } from '../../lib/kit/sbr/parties.ts'
import { openStore } from '../../lib/platform/store/open.ts'
import { abn, testService } from '../attacks/mas-world.ts'

const rounds = Number(process.argv[2] ?? 15)
const audience = 'https://test.sbr.gov.au/services'
const service = await testService()
const { machine, relyingParty, signer, clock, ports } = service
const { store, close } = await openStore({ memory: true })
const random = pooledRandom(systemRandom)
const now = clock.now()
const token = issueToken()
const document = {
  bytes: Buffer.from(`<AS>${'<Amount>12345.67</Amount>'.repeat(80)}</AS>`),
  name: 'AS',
  type: 'BASE',
  mime: 'text/xml',
}
const world: Sbr2World = {
  now,
  store,
  random,
  tokens: {
    signers: [{ certificate: signer.certificate.der, publicKey: signer.publicKey }],
    audiences: [audience],
    now,
    skew: 0,
    privateKey: relyingParty.privateKey,
    confirmations: ['symmetric'],
  },
  certificates: senderCertificates(),
  credentials: ports,
  signer: { privateKey: relyingParty.privateKey, certificate: relyingParty.certificate.der },
  wait: async () => {},
  stopwatch: () => performance.now(),
  onInternalError: (error) => {
    throw error
  },
}
const secret = publicEncrypt(relyingParty.publicKey, randomBytes(32))
const text = randomBytes(2_000)
const signature = sign('sha256', text, machine.privateKey)

/** What is measured: how many runs make one turn, and one run. Messages are made before the time is taken. */
const measures: Record<string, { turn: number; prepare(): WrittenMessage; run(message: WrittenMessage): unknown }> = {
  messagesPerSecond: { turn: 40, prepare: () => write(report()), run: (message) => exchange(message, 'Single-sync') },
  pingsPerSecond: { turn: 40, prepare: () => write(ping()), run: (message) => exchange(message, 'Single-sync') },
  sendersCheckedPerSecond: {
    turn: 40,
    prepare: () => write(report()),
    run: ({ body, contentType }) => verifySender(readAs4(body, contentType), world, traceRecorder()),
  },
  pushAndPullPerSecond: { turn: 20, prepare: () => write(report()), run: pushAndPull },
  bareRsaPerSecond: { turn: 40, prepare: () => write(ping()), run: bareRsa },
}
const rates = new Map(Object.keys(measures).map((name) => [name, [] as number[]]))

for (let round = -2; round < rounds; round++) {
  for (const [name, { turn, prepare, run }] of Object.entries(measures)) {
    const messages = Array.from({ length: turn }, prepare)
    const start = processorSeconds()
    for (const message of messages) await run(message)
    if (round >= 0) rates.get(name)?.push(turn / (processorSeconds() - start))
  }
}
await close()

const median = (values: number[]) => Math.round(values.sort((a, b) => a - b)[values.length >> 1] as number)
const result = Object.fromEntries([...rates].map(([name, values]) => [name, median(values)]))
for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(26)} ${value}\n`)
process.stdout.write(`${JSON.stringify(result)}\n`)

function report(): Omit<UserMessage, 'parts'> {
  const properties = new Map([
    ['ProductID', '1'],
    ['BMS Vendor', 'v'],
    ['BMS Name', 'n'],
    ['BMS Version', '1'],
  ])
  return { ...ping(), service: testReports, action: 'Echo', properties }
}

function ping(): Omit<UserMessage, 'parts'> {
  const messageId = `${uuid(random)}@example.com`
  const parties = { from: businessParty(abn), to: agency }
  return {
    kind: 'user',
    timestamp: now,
    messageId,
    ...parties,
    ...pingService,
    conversationId: 'c',
    properties: new Map(),
  }
}

function write(unit: Omit<UserMessage, 'parts'> | SignalMessage): WrittenMessage {
  const documents = unit.kind === 'user' && unit.service === testReports ? [document] : []
  const { privateKey, certificate } = machine
  return writeAs4({ units: [unit], documents, signer: { privateKey, certificate: certificate.der, token }, random })
}

async function exchange(message: WrittenMessage, name: string): Promise<Sbr2Answer> {
  const endpoint = sbr2Endpoints.find((one) => one.name === name) as Sbr2Endpoint
  const answer = await answerExchange({ ...message, endpoint, address: 'https://localhost' }, world)
  if (answer.trace.outcome !== 'ACCEPTED') throw new Error(`refused: ${answer.trace.errorCode}`)
  toKept(answer.trace)
  return answer
}

/** The pull request is signed here as well, so that this is what both sides need. */
async function pushAndPull(message: WrittenMessage): Promise<void> {
  await exchange(message, 'Single-async')
  const messageId = `${uuid(random)}@example.com`
  await exchange(write({ kind: 'pull', timestamp: now, messageId }), 'Single-async')
}

function bareRsa(): void {
  for (let count = 0; count < 2; count++) verify('sha256', text, machine.publicKey, signature)
  const padding = constants.RSA_PKCS1_OAEP_PADDING
  for (let count = 0; count < 2; count++) privateDecrypt({ key: relyingParty.privateKey, padding }, secret)
}

function issueToken(): string {
  const recipient = { publicKey: relyingParty.publicKey, keyTransport: encryptionAlgorithms.rsaOaepMgf1p }
  const [name, subject] = ['USIMachine', `ABRD:${abn}_USIMachine`]
  const fingerprint = createHash('sha1').update(machine.certificate.der).digest('hex')
  const claims = Object.entries({
    abn,
    commonName: name,
    credentialType: 'ABR_Device',
    subjectId: subject,
    fingerprint,
  })
  const assertion = writeAssertion(
    {
      version: 'saml2',
      id: '_1',
      issuer: 'urn:bench',
      issuedAt: now,
      authenticatedAt: now,
      notBefore: now,
      notOnOrAfter: (now + 30 * minute) as Instant,
      audience,
      subject,
      confirmation: { method: 'symmetric', secret: random.bytes(64), recipient },
      claims: claims.map(([claim, value]) => ({ uri: claimUris[claim as 'abn'], values: [value] })),
    },
    { privateKey: signer.privateKey, keyInfo: signerKeyInfo(signer.certificate.der), hash: 'sha256' },
  )
  const data = encryptElement({
    plaintext: assertion.markup,
    contentAlgorithm: encryptionAlgorithms.aes256Cbc,
    recipient,
    ids: { data: 'ED-1', key: 'EK-1' },
    random,
  })
  return xml`<saml2:EncryptedAssertion xmlns:saml2="${namespaces.saml2}">${data}</saml2:EncryptedAssertion>`.markup
}

/** Of this process, so that neighbours on a shared machine do not count. */
function processorSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}
