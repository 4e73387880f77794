import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { utf8 } from '../../lib/core/bytes.ts'
import type { Instant } from '../../lib/core/clock.ts'
import type { KeptTrace, TraceKeeper } from '../../lib/domain/mas/trace/trace-keeper.ts'
import { usiAction, usiNamespaces } from '../../lib/formats/usi/index.ts'
import { readFault } from '../../lib/formats/wstrust/index.ts'
import {
  childOf,
  descendants,
  namespaces,
  parseXml,
  textOf,
  type XmlFragment,
  xml,
} from '../../lib/formats/xml/index.ts'
import type { KitToken } from '../../lib/kit/token/request-token.ts'
import { writeEndorsedMessage } from '../../lib/kit/usi/write-envelope.ts'
import { inTransaction } from '../../lib/platform/store/transaction.ts'
import { createEvteService } from '../../lib/services/evte/index.ts'
import type { Service } from '../../lib/services/http/service.ts'
import { seedUsi } from '../../prisma/seed/usi.ts'
import { openTestAuthority } from './authority.ts'
import { makeToken, type TokenChanges } from './make-token.ts'
import { createTestRuntime, type TestRuntime } from './runtime.ts'

export type { TokenChanges } from './make-token.ts'

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
    token: (changes: TokenChanges = {}) =>
      makeToken({ runtime, authority, relyingParty: 'usi', audience: publicAddress }, changes),
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
