import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import type { Abn } from '../../lib/core/abn.ts'
import { utf8 } from '../../lib/core/bytes.ts'
import { day, type Instant, instant, manualClock } from '../../lib/core/clock.ts'
import type { ErrorCode } from '../../lib/core/errors/index.ts'
import { pooledRandom, systemRandom } from '../../lib/core/random.ts'
import { normaliseAddress } from '../../lib/core/service-address.ts'
import { answerMessage, type TokenAnswer, type TokenWorld } from '../../lib/domain/mas/answer-message.ts'
import { authoriseRequest } from '../../lib/domain/mas/decision/authorise-request.ts'
import type { CredentialFacts, DecisionPorts, RelationshipDecision } from '../../lib/domain/mas/decision/ports.ts'
import { realHosts } from '../../lib/domain/mas/message/own-address.ts'
import { senderCertificates } from '../../lib/domain/mas/message/sender-certificates.ts'
import type { RelyingParty } from '../../lib/domain/mas/relying-parties/relying-party.ts'
import { type ServiceVersionName, serviceVersions } from '../../lib/domain/mas/service-version.ts'
import { recipients } from '../../lib/domain/mas/token/recipients.ts'
import type { Certificate } from '../../lib/formats/pki/certificate/certificate.ts'
import type { SubjectPart } from '../../lib/formats/pki/certificate/name.ts'
import { readCertificate } from '../../lib/formats/pki/certificate/read.ts'
import { newSerial } from '../../lib/formats/pki/certificate/serial.ts'
import { issueCertificate } from '../../lib/formats/pki/issue/issue.ts'
import { localSigner } from '../../lib/formats/pki/issue/signer.ts'
import { type CertificateProfile, certificateProfile } from '../../lib/formats/pki/profile/profile.ts'
import {
  leafProfile,
  relyingPartyProfile,
  subProfile,
  tokenSigningProfile,
} from '../../lib/formats/pki/profile/profiles.ts'
import { validityFrom } from '../../lib/formats/pki/profile/validity.ts'
import { openToken, signerKeyInfo, type VerifiedAssertion } from '../../lib/formats/saml/index.ts'
import {
  type IssuedToken,
  type ReceivedFault,
  readFault,
  readTokenResponse,
  type TokenRequestToWrite,
  writeTokenRequest,
} from '../../lib/formats/wstrust/index.ts'
import { parseXml, type XmlElement } from '../../lib/formats/xml/index.ts'

/** A key with its certificate. */
export type Holder = { certificate: Certificate; privateKey: KeyObject; publicKey: KeyObject }

/** A certification authority for tests: small keys, so that it is made quickly. */
export type TestAuthority = {
  root: Holder
  sub: Holder
  issue(profile: CertificateProfile, subject: SubjectPart[], options?: IssueOptions): Promise<Holder>
  /** A machine credential. */
  credential(abn: string, name: string, options?: IssueOptions): Promise<Holder>
}
type IssueOptions = { from?: Instant; issuer?: Holder; dnsNames?: string[] }

export const abn = '27809366375' as Abn
export const providerAbn = '11000002568' as Abn
export const clientAbn = '96312011219' as Abn
export const noon = instant('2026-03-02T01:00:00Z')
export const usiAddress = 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc'
export const endpoint = 'https://localhost:3443/R3.0/S007v1.3/service.svc'
export const endpoint12 = 'https://localhost:3443/R3.0/S007v1.2/service.svc'

export async function testAuthority(name = 'Test'): Promise<TestAuthority> {
  const rootKeys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const profile = certificateProfile({
    kind: 'root',
    ca: {},
    keyUsage: ['keyCertSign', 'cRLSign'],
    extendedKeyUsage: [],
    subject: [{ name: 'C' }, { name: 'O' }, { name: 'CN' }],
    minModulusBits: 2048,
    years: 20,
    settings: {},
  })
  const subject = (level: string): SubjectPart[] => [
    { name: 'C', value: 'AU' },
    { name: 'O', value: name },
    { name: 'CN', value: `${name} ${level} Authority` },
  ]
  const longAgo = (noon - 800 * day) as Instant
  const root = holder(
    rootKeys,
    await issueCertificate({
      profile,
      subject: subject('Root'),
      publicKeySpki: spki(rootKeys.publicKey),
      issuer: { signer: localSigner(rootKeys.privateKey) },
      serial: newSerial(systemRandom),
      ...validityFrom(longAgo, profile),
    }),
  )
  const issue: TestAuthority['issue'] = async (kind, parts, options = {}) => {
    const { from = (noon - day) as Instant, issuer = sub, dnsNames } = options
    const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
    return holder(
      keys,
      await issueCertificate({
        profile: kind,
        subject: parts,
        publicKeySpki: spki(keys.publicKey),
        issuer: { certificate: issuer.certificate, signer: localSigner(issuer.privateKey) },
        serial: newSerial(systemRandom),
        ...(dnsNames && { dnsNames }),
        ...validityFrom(from, kind),
      }),
    )
  }
  const sub: Holder = await issue(subProfile(), subject('Sub'), { from: longAgo, issuer: root })
  return {
    root,
    sub,
    issue,
    credential: (organisation, commonName, options) =>
      issue(
        leafProfile(),
        [
          { name: 'C', value: 'AU' },
          { name: 'O', value: organisation },
          { name: 'CN', value: commonName },
          { name: 'dnQualifier', value: 'ABR' },
        ],
        options,
      ),
  }
}

function holder(keys: { publicKey: KeyObject; privateKey: KeyObject }, der: Uint8Array): Holder {
  return { ...keys, certificate: readCertificate(der) }
}

function spki(key: KeyObject): Uint8Array {
  return key.export({ format: 'der', type: 'spki' })
}

/** A token service in memory, with one credential, one provider and two relying parties. */
export type TestService = {
  authority: TestAuthority
  clock: ReturnType<typeof manualClock>
  machine: Holder
  provider: Holder
  relyingParty: Holder
  signer: Holder
  credentials: Map<string, CredentialFacts>
  cancelled: Set<string>
  parties: Map<string, RelyingParty>
  relationship: { decision: RelationshipDecision }
  internalErrors: unknown[]
  ports: DecisionPorts
  world(version?: ServiceVersionName): TokenWorld
  answer(message: string | Uint8Array, version?: ServiceVersionName): Promise<TokenAnswer>
  /** A request of the credential `machine`, as our own writer makes it. */
  request(changes?: Partial<TokenRequestToWrite>): string
  /** Opens the token of an answer as the relying party does. */
  open(issued: IssuedToken, options?: { audience?: string; allowSha1?: boolean; now?: Instant }): VerifiedAssertion
  enrol(holder: Holder, facts?: Partial<CredentialFacts>): void
}

export async function testService(): Promise<TestService> {
  const authority = await testAuthority()
  const clock = manualClock(noon)
  const machine = await authority.credential(abn, 'USIMachine')
  const provider = await authority.credential(providerAbn, 'Cloud01')
  const service = (name: string): SubjectPart[] => [{ name: 'CN', value: name }]
  const relyingParty = await authority.issue(relyingPartyProfile(), service('USI "test", & Co'))
  const signer = await authority.issue(tokenSigningProfile(), service('Token Service'))
  const credentials = new Map<string, CredentialFacts>()
  const parties = new Map<string, RelyingParty>()
  const relationship: { decision: RelationshipDecision } = {
    decision: { allowed: true, notificationId: 'n-1', startDate: '2026-01-01', endDate: null },
  }
  const seen = new Set<string>()
  const cancelled = new Set<string>()
  const internalErrors: unknown[] = []
  const ports: DecisionPorts = {
    now: () => clock.now(),
    anchors: [authority.root.certificate],
    intermediates: [authority.sub.certificate],
    findCredential: (fingerprint) => credentials.get(fingerprint),
    isCancelled: (business) => cancelled.has(business),
    findRelyingParty: (address) => parties.get(normaliseAddress(address)),
    decideRelationship: () => relationship.decision,
    acceptOnce: (digest) => !seen.has(digest) && seen.add(digest) !== undefined,
  }
  const certificates = senderCertificates()
  const known = recipients()
  const pool = pooledRandom(systemRandom)
  const party: RelyingParty = {
    id: 'usi',
    name: 'USI Registry',
    certificate: relyingParty.certificate.der,
    fingerprint: relyingParty.certificate.fingerprints.sha256,
    keyTypes: ['symmetric'],
    defaultLifetimeMs: 30 * 60_000,
    maximumLifetimeMs: 24 * 60 * 60_000,
    serviceId: 'usi',
  }
  parties.set(usiAddress, party)
  parties.set('https://open.example/service', {
    ...party,
    id: 'open',
    keyTypes: ['symmetric', 'public', 'bearer'],
    maximumLifetimeMs: 60 * 60_000,
    serviceId: undefined,
  })

  const world = (name: ServiceVersionName = 'S007v1.3'): TokenWorld => ({
    message: {
      now: clock.now(),
      version: serviceVersions[name],
      hosts: ['localhost', ...realHosts],
      endpoint: name === 'S007v1.3' ? endpoint : endpoint12,
      certificates,
    },
    issuing: {
      now: clock.now(),
      random: pool,
      issuer: 'https://localhost:3443/R3.0/S007v1.3/service.svc',
      signer: {
        privateKey: signer.privateKey,
        keyInfo: signerKeyInfo(signer.certificate.der),
        hash: serviceVersions[name].hash,
      },
      recipients: known,
    },
    authorise: (verified) => authoriseRequest(verified, ports),
    stopwatch: () => performance.now(),
    onInternalError: (error) => internalErrors.push(error),
  })

  const enrol: TestService['enrol'] = ({ certificate }, facts) => {
    const named = (name: string) => certificate.subject.attributes.find((part) => part.name === name)?.value ?? ''
    credentials.set(certificate.fingerprints.sha256, {
      id: `id-${certificate.serial.hex}`,
      abn: named('O') as Abn,
      name: named('CN'),
      standing: { status: 'active' },
      clockOffsetMs: 0,
      businessName: 'Wattle Vale Training',
      ...facts,
    })
  }
  enrol(machine)
  enrol(provider)

  return {
    authority,
    clock,
    machine,
    provider,
    relyingParty,
    signer,
    credentials,
    cancelled,
    parties,
    relationship,
    internalErrors,
    ports,
    world,
    enrol,
    answer: (message, version) => answerMessage(typeof message === 'string' ? utf8(message) : message, world(version)),
    request: (changes = {}) =>
      writeTokenRequest({
        to: endpoint,
        appliesTo: usiAddress,
        certificate: machine.certificate.der,
        privateKey: machine.privateKey,
        now: clock.now(),
        random: systemRandom,
        ...changes,
      }),
    open(issued, { audience = usiAddress, allowSha1 = false, now = clock.now() } = {}) {
      const token = parseXml(utf8(issued.token)).root
      return openToken(token, {
        signers: [{ certificate: signer.certificate.der, publicKey: signer.publicKey }],
        audiences: [audience],
        now,
        skew: 0,
        privateKey: relyingParty.privateKey,
        allowSha1,
        confirmations: ['symmetric', 'certificate', 'bearer'],
      })
    },
  }
}

/** The token of an answer; throws where it is a fault, saying which. */
export function tokenOf(answer: TokenAnswer, entropy?: { client: Uint8Array; keySize: number }): IssuedToken {
  if (answer.status !== 200) throw new Error(`refused: ${answer.trace?.errorCode} ${faultOf(answer).text}`)
  return readTokenResponse(parseXml(utf8(answer.body)), entropy)
}

/** The fault of an answer; throws where it is none. */
export function faultOf(answer: TokenAnswer): ReceivedFault {
  const fault = readFault(parseXml(utf8(answer.body)))
  if (!fault || answer.status !== 500) throw new Error('not a fault')
  return fault
}

/** The refusal of an answer, as code; `'accepted'` where it was none. */
export function refusalOf(answer: TokenAnswer): ErrorCode | 'accepted' {
  return answer.trace?.outcome === 'REFUSED' ? (answer.trace.errorCode as ErrorCode) : 'accepted'
}

/** Walks down by local names, in whatever namespace. */
export function walk(element: XmlElement, ...path: string[]): XmlElement {
  return path.reduce((at, name) => {
    const found = at.children.find((child) => child.type === 'element' && child.local === name)
    if (!found) throw new Error(`no ${name} in ${at.local}`)
    return found as XmlElement
  }, element)
}

/** Whose request it is, for `TestService.request`. */
export function by({ certificate, privateKey }: Holder): Pick<TokenRequestToWrite, 'certificate' | 'privateKey'> {
  return { certificate: certificate.der, privateKey }
}
