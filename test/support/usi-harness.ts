import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { utf8 } from '../../lib/core/bytes.ts'
import { type Instant, minute } from '../../lib/core/clock.ts'
import { uuid } from '../../lib/core/random.ts'
import type { KeptTrace, TraceKeeper } from '../../lib/domain/mas/trace/trace-keeper.ts'
import { publicKeyOf } from '../../lib/formats/pki/certificate/public-key.ts'
import {
  type AssertionToWrite,
  type ConfirmationToWrite,
  claimUris,
  type SamlVersion,
  signerKeyInfo,
  writeAssertion,
} from '../../lib/formats/saml/index.ts'
import { usiAction, usiNamespaces } from '../../lib/formats/usi/index.ts'
import { assertionReferences, readFault, tokenTypes } from '../../lib/formats/wstrust/index.ts'
import {
  childOf,
  descendants,
  namespaces,
  parseXml,
  textOf,
  type XmlFragment,
  xml,
} from '../../lib/formats/xml/index.ts'
import { encryptElement, encryptionAlgorithms } from '../../lib/formats/xmlenc/index.ts'
import type { KitToken } from '../../lib/kit/token/request-token.ts'
import { writeEndorsedMessage } from '../../lib/kit/usi/write-envelope.ts'
import type { Authority, KeyPair } from '../../lib/platform/authority/authority.ts'
import { inTransaction } from '../../lib/platform/store/transaction.ts'
import { createEvteService } from '../../lib/services/evte/index.ts'
import type { Service } from '../../lib/services/http/service.ts'
import { seedUsi } from '../../prisma/seed/usi.ts'
import { openTestAuthority } from './authority.ts'
import { createTestRuntime, type TestRuntime } from './runtime.ts'

/** What a test of the USI service may have different from the usual. */
export type TokenChanges = {
  version?: SamlVersion
  abn?: string | null
  credentialType?: string
  audience?: string
  notBefore?: number
  notOnOrAfter?: number
  confirmation?: ConfirmationToWrite
  signer?: KeyPair
  hash?: 'sha256' | 'sha1'
  /** Whose key opens the token. */
  recipient?: KeyPair
}

export type MessageChanges = {
  to?: string
  action?: string
  body?: XmlFragment
  proofKey?: Uint8Array
  attachedReference?: string
  now?: number
  hash?: 'sha1' | 'sha256'
  keepWrapper?: boolean
}

/** A fault as a client of the USI service sees it. */
export type SeenFault = { status: number; code: string; action: string; errors: { code: string; message: string }[] }

export const publicAddress = 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc'

/** The USI service on a test's Runtime behind a plain HTTP server, and a hand that makes tokens of every kind. */
export async function openUsiHarness() {
  const runtime = await createTestRuntime('embedded')
  const authority = await openTestAuthority(runtime)
  await inTransaction(runtime.store, (tx) => seedUsi(tx, runtime.clock.now()))
  const relyingParty = {
    id: 'usi',
    name: 'USI',
    certificate: Uint8Array.from(authority.relyingPartyKey('usi').certificate.der),
    keyTypes: ['symmetric'],
    defaultLifetimeSeconds: 1800,
    maximumLifetimeSeconds: 86_400,
  }
  await runtime.store.relyingParty.create({
    data: { ...relyingParty, addresses: { create: { address: publicAddress } } },
  })
  const kept = new Map<string, KeptTrace>()
  const traces: TraceKeeper = {
    keep: (trace) => kept.set(trace.id, trace),
    forget: async () => {},
    close: async () => {},
  }
  const service = await createEvteService(runtime, { authority, traces })
  const server = await serve(service)
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const endpoint = `${base}/evte/usi/service/v5/usiservice.svc`
  return {
    runtime,
    authority,
    /** Traces by their id. */
    traces: kept as ReadonlyMap<string, KeptTrace>,
    base,
    endpoint,
    token: (changes: TokenChanges = {}) => makeToken(runtime, authority, changes),
    message: (token: KitToken, changes: MessageChanges = {}) => makeMessage(runtime, endpoint, token, changes),
    post: (message: string | Uint8Array, url = endpoint) => post(message, url),
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await service.close?.()
      await runtime.close()
    },
  }
}

export type UsiHarness = Awaited<ReturnType<typeof openUsiHarness>>

/** `VerifyUSI` about a seeded student; `inside` replaces its content. */
export function verifyBody(
  inside = xml`<OrgCode>VA1803</OrgCode><USI>BNGH7C75FN</USI><FirstName>Maryam</FirstName><FamilyName>Fredrick</FamilyName><DateOfBirth>1966-05-25</DateOfBirth>`,
): XmlFragment {
  return xml`<VerifyUSI xmlns="http://usi.gov.au/2022/ws">${inside}</VerifyUSI>`
}

async function serve(service: Service): Promise<Server> {
  const server = createServer((request, response) => {
    Promise.resolve(service.handle(request as IncomingMessage, response)).catch((error: Error) => {
      response.destroy(error)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return server
}

function makeToken(runtime: TestRuntime, authority: Authority, changes: TokenChanges): KitToken {
  const { random, clock } = runtime
  const now = clock.now()
  const { version = 'saml2', abn = '27809366375', credentialType = 'ABR_Device', hash = 'sha256' } = changes
  const signer = changes.signer ?? authority.tokenSigning()
  const party = changes.recipient ?? authority.relyingPartyKey('usi')
  const recipient = { publicKey: publicKeyOf(party.certificate), keyTransport: encryptionAlgorithms.rsaOaepMgf1p }
  const proofKey = random.bytes(32)
  const notOnOrAfter = changes.notOnOrAfter ?? now + 30 * minute
  const id = `_${uuid(random)}`
  const assertion: AssertionToWrite = {
    version,
    id,
    issuer: 'urn:mandate:test',
    issuedAt: now,
    authenticatedAt: now,
    notBefore: (changes.notBefore ?? now) as Instant,
    notOnOrAfter: notOnOrAfter as Instant,
    audience: changes.audience ?? publicAddress,
    subject: 'ABRD:27809366375_Test',
    confirmation: changes.confirmation ?? { method: 'symmetric', secret: proofKey, recipient },
    claims: [
      ...(abn === null ? [] : [{ uri: claimUris.abn, values: [abn] }]),
      { uri: claimUris.credentialType, values: [credentialType] },
      { uri: claimUris.trace, values: ['t0123456789abcdef'] },
    ],
  }
  const signed = writeAssertion(assertion, {
    privateKey: signer.privateKey,
    keyInfo: signerKeyInfo(signer.certificate.der),
    hash,
  })
  const data = encryptElement({
    plaintext: signed.markup,
    contentAlgorithm: encryptionAlgorithms.aes256Cbc,
    recipient,
    ids: { data: `ED-${uuid(random)}`, key: `EK-${uuid(random)}` },
    random,
  })
  const token =
    version === 'saml2'
      ? xml`<saml2:EncryptedAssertion xmlns:saml2="${namespaces.saml2}">${data}</saml2:EncryptedAssertion>`
      : data
  return {
    tokenType: tokenTypes[version],
    token: token.markup,
    proofKey,
    attachedReference: reference(version, id),
    created: now,
    expires: notOnOrAfter as Instant,
    abn: abn ?? '',
    appliesTo: assertion.audience,
    tokenService: '',
    trace: undefined,
  }
}

function reference(version: SamlVersion, id: string): string {
  return xml`<wsse:SecurityTokenReference xmlns:wsse="${namespaces.wsse}" xmlns:wsse11="${namespaces.wsse11}" wsse11:TokenType="${tokenTypes[version]}"><wsse:KeyIdentifier ValueType="${assertionReferences[version]}">${id}</wsse:KeyIdentifier></wsse:SecurityTokenReference>`
    .markup
}

function makeMessage(runtime: TestRuntime, endpoint: string, token: KitToken, changes: MessageChanges): string {
  return writeEndorsedMessage({
    action: changes.action ?? usiAction('VerifyUSI'),
    to: changes.to ?? endpoint,
    body: changes.body ?? verifyBody(),
    token: token.token,
    proofKey: changes.proofKey ?? (token.proofKey as Uint8Array),
    attachedReference: changes.attachedReference ?? (token.attachedReference as string),
    now: (changes.now ?? runtime.clock.now()) as Instant,
    random: runtime.random,
    hash: changes.hash,
    keepWrapper: changes.keepWrapper,
  })
}

async function post(message: string | Uint8Array, url: string) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/soap+xml; charset=utf-8; action=""' },
    body: typeof message === 'string' ? message : Buffer.from(message),
  })
  const text = await response.text()
  const document = parseXml(utf8(text), { bytes: 4 << 20, nodes: 200_000 })
  const header = childOf(document.root, namespaces.soap12, 'Header')
  const action = header && childOf(header, namespaces.wsa, 'Action')
  const fault = readFault(document)
  const seen: SeenFault | undefined = fault && {
    status: response.status,
    code: fault.code,
    action: action ? textOf(action) : '',
    errors: descendants(document.root, usiNamespaces.faults, 'ErrorInfo').map((info) => ({
      code: textIn(info, 'Code'),
      message: textIn(info, 'Message'),
    })),
  }
  return { status: response.status, text, document, trace: response.headers.get('mandate-trace') ?? '', fault: seen }
}

function textIn(info: Parameters<typeof childOf>[0], name: string): string {
  const element = childOf(info, usiNamespaces.faults, name)
  return element ? textOf(element) : ''
}
