import { hour, minute } from '../../core/clock.ts'

/** How long a person stays signed in, ms. */
export const sessionPolicy = {
  /** From sign-in, whatever happens. */
  longest: 8 * hour,
  /** Without asking for a page. */
  idle: 30 * minute,
  /** A page asked for is written down at most this often. */
  writeEvery: minute,
} as const
