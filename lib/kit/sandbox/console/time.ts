import type { SandboxAddress } from '../ask-sandbox.ts'
import { callSandbox } from './call-sandbox.ts'

/** The clock of a business. Moments and days are ISO text; `offsetMs` is how far it is ahead of the real time. */
export type SandboxClock = { abn: string; name: string; now: string; today: string; offsetMs: number }

/** Where a clock is sent. `id`: the credential or authorisation that is meant, where not the first one to end. */
export type SandboxDestination = { abn: string; id?: string } & (
  | { to: 'days'; days: number }
  | { to: 'date'; date: string }
  | { to: 'unassigned-day'; day: number }
  | { to: 'before-expiry' | 'after-expiry' | 'now' }
)

/** A journey, and what came of it on the way. */
export type SandboxJourney = SandboxClock & {
  from: string
  summary: string
  mails: { id: string; kind: string; subject: string; recipient: string }[]
  events: { at: string; act: string; label: string; subject: string }[]
  expired: { id: string; name: string }[]
}

/** The clocks of the businesses. */
export async function listSandboxClocks(address: SandboxAddress): Promise<{ clocks: SandboxClock[] }> {
  return await callSandbox(address, { path: '/time', needs: 'clocks' })
}

/** Sends the clock of a business to another moment; what falls due on the way happens at once. */
export async function travelInTime(destination: SandboxDestination, address: SandboxAddress): Promise<SandboxJourney> {
  return await callSandbox(address, { path: '/time', needs: 'summary', body: destination })
}
