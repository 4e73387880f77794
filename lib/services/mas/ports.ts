import type { UseKeeper } from '../../domain/credentials/use/use-keeper.ts'
import type { CredentialFacts, DecisionPorts, ValidationPorts } from '../../domain/mas/decision/ports.ts'
import { openRelyingParties } from '../../domain/mas/relying-parties/relying-party-directory.ts'
import { createReplayGuard, type ReplayGuard } from '../../domain/mas/replay/replay-guard.ts'
import type { KeptTrace, TraceKeeper } from '../../domain/mas/trace/trace-keeper.ts'
import { findFingerprintOfToken } from '../../domain/mas/validation/fingerprint-of-token.ts'
import type { FaultDesk } from '../../domain/sandbox/faults/fault-desk.ts'
import { publicKeyOf } from '../../formats/pki/certificate/public-key.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { type CredentialSources, openCredentialPorts } from '../ports/credential-ports.ts'

/** What the token service is given by those who own it. */
export type MasDependencies = CredentialSources & {
  authority: Pick<Authority, 'tokenSigning' | 'tokenSigningCertificates'>
  decideRelationship: DecisionPorts['decideRelationship']
  /** Told of each token that a credential gets, if anybody wants to know. */
  uses?: Pick<UseKeeper, 'note'>
  /** Where traces go; a keeper of its own where none is given. */
  traces?: TraceKeeper
  /** Faults on demand; sandbox only. */
  faults?: FaultDesk
  /** Offer S007v1.2, whose signatures use SHA-1; as the settings say where it is not given. */
  sha1?: boolean
}

/** The memories from which decisions are made. */
export type MasPorts = {
  decision: DecisionPorts
  validation: ValidationPorts
  replay: ReplayGuard
  /**
   * Adds whose credential a trace is about where the request was refused before that was asked. Whoever holds the
   * certificate can send it, so such a trace says that somebody tried, not who.
   */
  named(trace: KeptTrace): KeptTrace | Promise<KeptTrace>
  close(): Promise<void>
}

/** Opens them. */
export async function openPorts(runtime: Runtime, dependencies: MasDependencies): Promise<MasPorts> {
  const { authority, sha1 = runtime.settings.sha1 } = dependencies
  const relyingParties = await openRelyingParties(runtime)
  const replay = await createReplayGuard(runtime)
  const credentials = openCredentialPorts(runtime, dependencies)
  const decision: DecisionPorts = {
    ...credentials.ports,
    findRelyingParty: (address) => relyingParties.find(address),
    decideRelationship: dependencies.decideRelationship,
    acceptOnce: (digest, until) => replay.acceptOnce(digest, until),
  }
  const validation: ValidationPorts = {
    ...decision,
    allowsSha1: sha1,
    findRelyingPartyByCertificate: (fingerprint) => relyingParties.findByCertificate(fingerprint),
    tokenSigners: () =>
      authority.tokenSigningCertificates().map((certificate) => ({
        certificate: certificate.der,
        publicKey: publicKeyOf(certificate),
      })),
    findCredentialOfToken: async (traceId) => {
      const fingerprint = await findFingerprintOfToken(runtime.store, traceId)
      return fingerprint === undefined ? undefined : await decision.findCredential(fingerprint)
    },
  }
  return {
    decision,
    validation,
    replay,
    named(trace) {
      const { fingerprint } = trace
      if (trace.abn !== undefined || fingerprint === undefined) return trace
      const add = (facts: CredentialFacts | undefined) =>
        facts ? { ...trace, abn: facts.abn, credentialId: facts.id } : trace
      const found = decision.findCredential(fingerprint)
      return found instanceof Promise ? found.then(add) : add(found)
    },
    async close() {
      relyingParties.close()
      credentials.close()
      await replay.close()
    },
  }
}
