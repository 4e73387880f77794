import { isoTime } from '../../../core/clock.ts'
import { isMandateError, MandateError } from '../../../core/errors/index.ts'
import { claimUris } from '../../../formats/saml/index.ts'
import { requestTypes, type TokenRequest, tokenTypes } from '../../../formats/wstrust/index.ts'
import type { VerifiedRequest } from '../message/verified-request.ts'
import type { RelyingParty } from '../relying-parties/relying-party.ts'
import { type TraceRecorder, traceRecorder } from '../trace/trace-recorder.ts'
import { checkCredential } from './check-credential.ts'
import { checkRelationship } from './check-relationship.ts'
import { chooseKey } from './choose-key.ts'
import type { Decision, TokenGrant } from './grant.ts'
import { grantLifetime } from './grant-lifetime.ts'
import type { DecisionPorts } from './ports.ts'
import { provideClaims, subjectIdOf } from './provide-claims.ts'

/**
 * Decides whether a verified request gets its token, and what the token will say: credential and business, relying
 * party, relationship, claims, lifetime, key; at last that the message is used for the first time. Never throws for a
 * refusal.
 */
export async function authoriseRequest(verified: VerifiedRequest, ports: DecisionPorts): Promise<Decision> {
  const trace = traceRecorder()
  try {
    const grant = await decide(verified, ports, trace)
    return { outcome: 'granted', grant, steps: trace.steps, subject: trace.subject }
  } catch (error) {
    if (!isMandateError(error)) throw error
    trace.refuse(error)
    const { code, details } = error
    return { outcome: 'refused', code, details, steps: trace.steps, subject: trace.subject }
  }
}

async function decide(verified: VerifiedRequest, ports: DecisionPorts, trace: TraceRecorder): Promise<TokenGrant> {
  const { request } = verified
  const sender = await checkCredential(verified.certificate, ports, trace)

  trace.begin('relying-party')
  const relyingParty = await findRelyingParty(request, ports, trace)

  trace.begin('request')
  const version = tokenVersion(request)
  trace.pass(`A ${version === 'saml2' ? 'SAML 2.0' : 'SAML 1.1'} token is asked for.`)

  trace.begin('authority')
  const client = await checkRelationship(request.actAs, sender, { ...relyingParty, ports }, trace)
  const speaksFor = client?.abn ?? sender.credential.abn
  trace.subject.abn = sender.credential.abn

  trace.begin('claims')
  const subject = subjectIdOf(sender)
  const claims = provideClaims(request.claims, { ...sender, abn: speaksFor })
  trace.pass('Every mandatory claim can be provided.', {
    asked: request.claims.map(({ uri, optional }) => uri + (optional ? ' (optional)' : '')).join(' ') || 'none',
    provided: claims.map(({ uri }) => uri).join(' '),
  })
  if (client) {
    claims.push({ uri: claimUris.providerAbn, values: [sender.credential.abn] })
    claims.push({ uri: claimUris.softwareId, values: [client.softwareId] })
  }

  trace.begin('lifetime')
  const lifetime = grantLifetime(request.lifetime, relyingParty.party, ports.now(), trace)

  trace.begin('key')
  const key = chooseKey(request, relyingParty, verified.certificate, trace)

  trace.begin('replay')
  if (!(await ports.acceptOnce(verified.digest, verified.acceptableUntil))) throw new MandateError('mas.replayed')
  trace.pass('The message is used for the first time.', { until: isoTime(verified.acceptableUntil) })

  const { id, certificate, fingerprint } = relyingParty.party
  return {
    version,
    subject,
    claims,
    audience: relyingParty.address,
    appliesToMarkup: relyingParty.markup,
    relyingParty: { id, certificate, fingerprint },
    key,
    keySizeAsked: request.keySize,
    lifetime,
    authenticatedAt: verified.created,
  }
}

type NamedRelyingParty = { party: RelyingParty; address: string; markup: string }

async function findRelyingParty(
  { appliesTo }: TokenRequest,
  ports: DecisionPorts,
  trace: TraceRecorder,
): Promise<NamedRelyingParty> {
  if (!appliesTo) throw new MandateError('mas.applies-to-missing')
  const party = await ports.findRelyingParty(appliesTo.address)
  if (!party) throw new MandateError('mas.relying-party-unknown', { address: appliesTo.address.slice(0, 200) })
  trace.subject.relyingPartyId = party.id
  trace.pass('The address in AppliesTo is one of a service that accepts our tokens.', {
    appliesTo: appliesTo.address,
    service: party.name,
  })
  return { party, address: appliesTo.address, markup: appliesTo.markup }
}

function tokenVersion({ requestType, tokenType }: TokenRequest): 'saml2' | 'saml1' {
  if (requestType !== requestTypes.issue)
    throw new MandateError('mas.request-type', { type: requestType.slice(0, 120) })
  if (tokenType === undefined || tokenType === tokenTypes.saml2) return 'saml2'
  if (tokenType === tokenTypes.saml1) return 'saml1'
  throw new MandateError('mas.token-type', { type: tokenType.slice(0, 120) })
}
