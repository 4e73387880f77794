import { timingSafeEqual } from 'node:crypto'
import { utf8 } from '../../../core/bytes.ts'
import { type Instant, instant, minute } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { type Random, randomCode } from '../../../core/random.ts'

/** Where a person is in signing in: which provider, who they are, and the code that proves it. */
export type SignInStep =
  | { step: 'provider' }
  | { step: 'person' }
  | { step: 'code'; personaId: string; code: string; triesLeft: number; lapsesAt: Instant }

/** Limits of the code, as the myID app has them. */
export const codeRule = { digits: 4, tries: 3, lifetime: 5 * minute } as const

/** A person was named: a fresh code for them, whatever was before. */
export function namePerson(personaId: string, now: Instant, random: Random): SignInStep & { step: 'code' } {
  return {
    step: 'code',
    personaId,
    code: randomCode(random, '0123456789', codeRule.digits),
    triesLeft: codeRule.tries,
    lapsesAt: instant(now + codeRule.lifetime),
  }
}

export type CodeOutcome =
  | { right: true }
  /** `next` is what to keep: a wrong code costs a try. */
  | { right: false; next: SignInStep & { step: 'code' }; error: MandateError }

/** Judges a code as the simulated app was given it; spaces do not matter. */
export function enterCode(state: SignInStep & { step: 'code' }, entered: string, now: Instant): CodeOutcome {
  if (now >= state.lapsesAt) return refused(state, new MandateError('identity.code-lapsed'))
  if (state.triesLeft <= 0) return refused(state, new MandateError('identity.code-used-up'))
  if (isSame(entered.replace(/\s/g, ''), state.code)) return { right: true }
  const triesLeft = state.triesLeft - 1
  const error =
    triesLeft === 0
      ? new MandateError('identity.code-used-up')
      : new MandateError('identity.code-wrong', { left: triesLeft })
  return refused({ ...state, triesLeft }, error)
}

/** True while entering the code can still succeed. */
export function isCodeUsable(state: SignInStep & { step: 'code' }, now: Instant): boolean {
  return state.triesLeft > 0 && now < state.lapsesAt
}

function refused(next: SignInStep & { step: 'code' }, error: MandateError): CodeOutcome {
  return { right: false, next, error }
}

function isSame(entered: string, code: string): boolean {
  const [a, b] = [utf8(entered), utf8(code)]
  return a.length === b.length && timingSafeEqual(a, b)
}
