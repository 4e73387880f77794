import type { Instant } from '../../../core/clock.ts'
import type { Random } from '../../../core/random.ts'
import type { Store } from '../../../platform/store/open.ts'

/** An organisation that may use the registry, with the business behind it. */
export type Organisation = { readonly code: string; readonly abn: string; readonly name: string }

/** What an operation of the registry works with. */
export type UsiContext = {
  store: Store
  random: Random
  now: Instant
  /** Business that the caller's token names. */
  abn: string
  /** The organisation that asks, admitted; none for operations without an organisation code. */
  organisation: Organisation | undefined
}
