import type { CredentialDirectory, DirectoryAnswer } from '../../domain/credentials/directory/credential-directory.ts'
import { businessStanding, type RegisterPort } from '../../domain/mas/business-standing.ts'
import type { CredentialFacts, CredentialPorts } from '../../domain/mas/decision/ports.ts'
import { openExternalDirectory } from '../../domain/mas/trust/external-directory.ts'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'

/** Where facts about senders come from. */
export type CredentialSources = {
  authority: Pick<Authority, 'root'> & { sub: { certificate: Certificate }; issuers?: Authority['issuers'] }
  directory: CredentialDirectory
  register: RegisterPort
}

/** Opens the memories from which senders are checked; `close` stops listening, and leaves the directory open. */
export function openCredentialPorts(
  runtime: Pick<Runtime, 'store' | 'clock' | 'signals' | 'settings' | 'log'>,
  { authority, directory, register }: CredentialSources,
): { ports: CredentialPorts; close(): void } {
  const standing = businessStanding(runtime, register)
  const external = openExternalDirectory(runtime)
  const findOwn = (fingerprint: string) => {
    const found = directory.find({ sha256: fingerprint })
    return found instanceof Promise ? found.then(factsOf) : factsOf(found)
  }
  return {
    ports: {
      now: () => runtime.clock.now(),
      anchors: [authority.root.certificate],
      intermediates: authority.issuers ?? [authority.sub.certificate],
      findCredential(fingerprint) {
        const foreign = external.find(fingerprint)
        if (foreign instanceof Promise) return foreign.then((facts) => facts ?? findOwn(fingerprint))
        return foreign ?? findOwn(fingerprint)
      },
      isCancelled: (abn) => standing.isCancelled(abn),
    },
    close() {
      standing.close()
      external.close()
    },
  }
}

function factsOf(found: DirectoryAnswer | undefined): CredentialFacts | undefined {
  if (!found) return undefined
  const { credentialId: id, abn, name, businessName, clockOffsetMs } = found.entry
  return { id, abn, name, businessName, clockOffsetMs, standing: standingOf(found) }
}

function standingOf({ entry, state }: DirectoryAnswer): CredentialFacts['standing'] {
  switch (state.status) {
    case 'issuing':
    case 'active':
      return { status: state.status }
    case 'suspended':
      return { status: 'suspended', until: state.until }
    case 'revoked': {
      const { worksUntil } = entry.facts
      return { status: 'revoked', at: state.at, unclaimed: worksUntil !== null && state.at >= worksUntil.getTime() }
    }
    case 'expired':
      return { status: 'expired', at: state.at }
  }
}
