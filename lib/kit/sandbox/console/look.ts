import type { SandboxAddress } from '../ask-sandbox.ts'
import { callSandbox, segment } from './call-sandbox.ts'

/** Something that was done to a sandbox. `at` is ISO text. */
export type SandboxAct = { id: string; at: string; area: string; summary: string }

/** A mail in the list; `at` is ISO text. */
export type SandboxMailRow = {
  id: string
  at: string
  recipient: string
  subject: string
  kind: string
  status: string
}
export type SandboxMail = SandboxMailRow & { text: string; html: string; calendar: string | null }

/** A call of a service. `injected`: a fault on demand met it. */
export type SandboxCall = {
  id: string
  at: string
  service: string
  accepted: boolean
  injected: boolean
  refusal: { title: string; code: string; event: string | null } | null
  abn: string | null
  durationMs: number
}

/** What was done to the sandbox, newest first, whoever did it. */
export async function listSandboxActs(address: SandboxAddress): Promise<{ acts: SandboxAct[] }> {
  return await callSandbox(address, { path: '/acts', needs: 'acts' })
}

/** Mails, newest first. */
export async function listSandboxMails(
  { recipient, search, after }: { recipient?: string; search?: string; after?: string },
  address: SandboxAddress,
): Promise<{ rows: SandboxMailRow[]; next: string | null }> {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries({ recipient, search, after })) {
    if (value !== undefined) query.set(name, value)
  }
  return await callSandbox(address, { path: `/inbox${query.size > 0 ? `?${query}` : ''}`, needs: 'rows' })
}

/** One mail, with the code that a person would be sent. */
export async function viewSandboxMail(id: string, address: SandboxAddress): Promise<SandboxMail> {
  return await callSandbox(address, { path: `/inbox/${segment(id)}`, needs: 'text' })
}

/** The newest calls of all services. */
export async function listSandboxTraffic(address: SandboxAddress): Promise<{ calls: SandboxCall[] }> {
  return await callSandbox(address, { path: '/traffic', needs: 'calls' })
}
