import type { SandboxAddress } from '../ask-sandbox.ts'
import { callSandbox, segment } from './call-sandbox.ts'

/** A business of the simulated register. `isKnown`: somebody has linked or named it in RAM. */
export type SandboxBusiness = {
  abn: string
  name: string
  entityType: string
  status: 'REGISTERED' | 'CANCELLED'
  state: string
  postcode: string
  isKnown: boolean
  associates: {
    id: string
    role: string
    name: string
    birthDate: string
    address: string
    detailsOutdated: boolean
  }[]
}

/** Somebody whom the register names: a persona by its short name, or anybody else by name and birth date. */
export type SandboxAssociate = {
  persona?: string
  role?: string
  givenNames?: string
  familyName?: string
  birthDate?: string
}

/** Without an ABN, one is made up. */
export type NewSandboxBusiness = {
  abn?: string
  name: string
  status?: SandboxBusiness['status']
  associates?: SandboxAssociate[]
  /** Makes it an organisation of the USI registry under this code. */
  usiOrganisation?: string
}

/** Every business of the simulated register. */
export async function listSandboxBusinesses(address: SandboxAddress): Promise<{ businesses: SandboxBusiness[] }> {
  return await callSandbox(address, { path: '/businesses', needs: 'businesses' })
}

/** Puts a business into the register. */
export async function createSandboxBusiness(
  business: NewSandboxBusiness,
  address: SandboxAddress,
): Promise<SandboxBusiness> {
  return await callSandbox(address, { path: '/businesses', needs: 'abn', body: business })
}

/** Cancels an ABN, registers it again, or changes the name. */
export async function changeSandboxBusiness(
  abn: string,
  changes: { name?: string; status?: SandboxBusiness['status'] },
  address: SandboxAddress,
): Promise<SandboxBusiness> {
  return await callSandbox(address, { path: pathOf(abn), needs: 'abn', body: changes, method: 'PATCH' })
}

/** Adds an associate. */
export async function addSandboxAssociate(
  abn: string,
  associate: SandboxAssociate,
  address: SandboxAddress,
): Promise<SandboxBusiness> {
  return await callSandbox(address, { path: `${pathOf(abn)}/associates`, needs: 'abn', body: associate })
}

/** Takes an associate out of the register. */
export async function removeSandboxAssociate(
  abn: string,
  id: string,
  address: SandboxAddress,
): Promise<SandboxBusiness> {
  const path = `${pathOf(abn)}/associates/${segment(id)}`
  return await callSandbox(address, { path, needs: 'abn', method: 'DELETE' })
}

function pathOf(abn: string): string {
  return `/businesses/${segment(abn)}`
}
