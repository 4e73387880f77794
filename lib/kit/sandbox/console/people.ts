import type { SandboxAddress } from '../ask-sandbox.ts'
import { callSandbox, segment } from './call-sandbox.ts'

export type SandboxStrength = 'BASIC' | 'STANDARD' | 'STRONG'

/** A made-up person who can sign in, by their email address. Birth date as `1990-01-31`. */
export type SandboxPersona = {
  id: string
  email: string
  givenNames: string
  familyName: string
  birthDate: string
  strength: SandboxStrength
  story: string
}

/** `id` is a short name of small letters; the person signs in as `<id>@example.com`. */
export type NewSandboxPersona = Omit<SandboxPersona, 'email' | 'story'> & { story?: string }

/** Everybody who can sign in to a sandbox. */
export async function listSandboxPersonas(address: SandboxAddress): Promise<{ personas: SandboxPersona[] }> {
  return await callSandbox(address, { path: '/personas', needs: 'personas' })
}

/** Makes up a person who can sign in. */
export async function createSandboxPersona(
  persona: NewSandboxPersona,
  address: SandboxAddress,
): Promise<SandboxPersona> {
  return await callSandbox(address, { path: '/personas', needs: 'email', body: persona })
}

/** Changes what is named of a persona; the next sign-in shows it. */
export async function changeSandboxPersona(
  id: string,
  changes: Partial<Omit<NewSandboxPersona, 'id'>>,
  address: SandboxAddress,
): Promise<SandboxPersona> {
  const path = `/personas/${segment(id)}`
  return await callSandbox(address, { path, needs: 'email', body: changes, method: 'PATCH' })
}
