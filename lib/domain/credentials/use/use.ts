import type { Instant } from '../../../core/clock.ts'

/** A token that a credential got. */
export type CredentialTokenUse = {
  credentialId: string
  relyingPartyId: string
  /** Address of the client; kept in memory until the next write only. */
  address: string
  at: Instant
}

/** Tokens of one credential for one service from one address on one day, added up. */
export type SummedUse = Omit<CredentialTokenUse, 'at'> & { day: string; tokens: number; lastAt: Instant }

/** How long, and how many. */
export const useKeeping = { days: 90, addressesADay: 100 } as const
