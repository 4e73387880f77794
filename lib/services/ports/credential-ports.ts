import type { CredentialDirectory, DirectoryAnswer } from '../../domain/credentials/credential-directory.ts'
import { businessStanding, type RegisterPort } from '../../domain/mas/business-standing.ts'
import type { CredentialFacts, CredentialPorts } from '../../domain/mas/decision/ports.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'

/** Where facts about senders come from. */
export type CredentialSources = {
  authority: Pick<Authority, 'root' | 'sub'>
  directory: CredentialDirectory
  register: RegisterPort
}

/** Opens the memories from which senders are checked; `close` stops listening, and leaves the directory open. */
export function openCredentialPorts(
  runtime: Pick<Runtime, 'clock' | 'signals' | 'log'>,
  { authority, directory, register }: CredentialSources,
): { ports: CredentialPorts; close(): void } {
  const standing = businessStanding(runtime, register)
  return {
    ports: {
      now: () => runtime.clock.now(),
      anchors: [authority.root.certificate],
      intermediates: [authority.sub.certificate],
      findCredential(fingerprint) {
        const found = directory.find({ sha256: fingerprint })
        return found instanceof Promise ? found.then(factsOf) : factsOf(found)
      },
      isCancelled: (abn) => standing.isCancelled(abn),
    },
    close: () => standing.close(),
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
