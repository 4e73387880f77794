import type { SandboxAddress } from '../ask-sandbox.ts'
import { callSandbox, segment } from './call-sandbox.ts'

/** A fault on demand. `remaining`: calls that it will still meet; null until it is removed. */
export type SandboxFault = {
  id: string
  service: string | null
  error: string | null
  title: string | null
  delayMs: number
  drop: boolean
  abn: string | null
  credential: { id: string; name: string } | null
  remaining: number | null
  hits: number
  createdAt: string
}

/** An error of the catalogue, a delay, or a connection that is cut off; for whom, and for how many calls. */
export type NewSandboxFault = {
  service?: 'mas' | 'usi' | 'sbr1' | 'sbr2'
  error?: string
  delayMs?: number
  drop?: boolean
  abn?: string
  credentialId?: string
  calls?: number
}

/** The faults that are there, and the codes that each service can be made to give. */
export async function listSandboxFaults(
  address: SandboxAddress,
): Promise<{ faults: SandboxFault[]; codes: { service: string; codes: string[] }[] }> {
  return await callSandbox(address, { path: '/faults', needs: 'faults' })
}

/** Has calls fail on demand. */
export async function addSandboxFault(fault: NewSandboxFault, address: SandboxAddress): Promise<SandboxFault> {
  return await callSandbox(address, { path: '/faults', needs: 'id', body: fault })
}

/** Removes a fault. */
export async function removeSandboxFault(id: string, address: SandboxAddress): Promise<{ removed: number }> {
  return await callSandbox(address, { path: `/faults/${segment(id)}`, needs: 'removed', method: 'DELETE' })
}

/** Removes every fault. */
export async function removeSandboxFaults(address: SandboxAddress): Promise<{ removed: number }> {
  return await callSandbox(address, { path: '/faults', needs: 'removed', method: 'DELETE' })
}
