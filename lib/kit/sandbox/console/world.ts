import type { SandboxAddress } from '../ask-sandbox.ts'
import type { NewSandboxBusiness } from './businesses.ts'
import { callSandbox, segment } from './call-sandbox.ts'
import type { NewSandboxFault } from './faults.ts'
import type { NewSandboxPersona } from './people.ts'
import type { SandboxDestination } from './time.ts'

/** A world as a test run wants it; see docs/sandbox.md, The world in one call. */
export type WantedSandboxWorld = {
  reset?: boolean
  restore?: string
  personas?: NewSandboxPersona[]
  businesses?: NewSandboxBusiness[]
  authorisations?: {
    abn: string
    persona: string
    type: 'PRINCIPAL_AUTHORITY' | 'STANDARD' | 'BASIC'
    isAdministrator?: boolean
    isMachineCredentialAdministrator?: boolean
    endDate?: string
  }[]
  notifications?: { client: string; provider: string; softwareId: string; service?: string }[]
  time?: SandboxDestination[]
  faults?: NewSandboxFault[]
  snapshot?: string
}

/** What was set up. */
export type SandboxWorld = {
  businesses: { abn: string; name: string }[]
  personas: { id: string; email: string }[]
  journeys: { abn: string; now: string; summary: string }[]
  faults: { id: string }[]
  snapshot: string | null
}

/** A world that is kept. `isUsable` is false for one of another version of Mandate. */
export type SandboxSnapshot = { name: string; createdAt: string; rows: number; isUsable: boolean }

/** Sets up the wanted world in one call; sent twice, it makes the same world. */
export async function setUpSandbox(wanted: WantedSandboxWorld, address: SandboxAddress): Promise<SandboxWorld> {
  return await callSandbox(address, { path: '/setup', needs: 'businesses', body: wanted })
}

/** Keeps the world as it is now, under a name. */
export async function takeSandboxSnapshot(
  name: string,
  { replace = false, ...address }: SandboxAddress & { replace?: boolean },
): Promise<SandboxSnapshot> {
  return await callSandbox(address, { path: '/snapshots', needs: 'rows', body: { name, replace } })
}

/** The worlds that are kept. */
export async function listSandboxSnapshots(address: SandboxAddress): Promise<{ snapshots: SandboxSnapshot[] }> {
  return await callSandbox(address, { path: '/snapshots', needs: 'snapshots' })
}

/** Brings a world back: all of it or nothing. */
export async function restoreSandboxSnapshot(name: string, address: SandboxAddress): Promise<SandboxSnapshot> {
  return await callSandbox(address, { path: `/snapshots/${segment(name)}/restore`, needs: 'rows', body: {} })
}

/** Deletes a snapshot. */
export async function deleteSandboxSnapshot(name: string, address: SandboxAddress): Promise<{ name: string }> {
  return await callSandbox(address, { path: `/snapshots/${segment(name)}`, needs: 'name', method: 'DELETE' })
}

/** Makes a sandbox as it was when it was new. Keys, snapshots and traces stay. */
export async function resetSandbox(address: SandboxAddress): Promise<{ reset: true }> {
  return await callSandbox(address, { path: '/reset', needs: 'reset', body: {} })
}
