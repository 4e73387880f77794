import type { ErrorCode } from '../../../core/errors/index.ts'
import type { DspHosting, DspService } from '../products.ts'

/** What has to be seen, so that a conformance case is ticked. */
export type Sign =
  /** A request to the token service. */
  | {
      seen: 'token'
      outcome: 'ACCEPTED' | 'REFUSED'
      relyingParty?: string
      codes?: readonly ErrorCode[]
      /** For a business that the provider acts for. */
      actsForClient?: true
    }
  /** A call of the service with a token. */
  | {
      seen: 'call'
      outcome: 'ACCEPTED' | 'REFUSED'
      codes?: readonly ErrorCode[]
      /** Facts of one step of the trace, such as the operation. */
      facts?: Readonly<Record<string, string>>
      /** Facts of one step that are at least so much, such as the number of records. */
      least?: Readonly<Record<string, number>>
      actsForClient?: true
    }
  /** A call of the service with a token that was issued for another one. */
  | { seen: 'call-with-foreign-token' }
  /** Several calls of the service with one token. */
  | { seen: 'token-used-again'; times: number }
  /** A token with a credential that took the place of another one of the same name. */
  | { seen: 'changeover' }
  /** No service can see it: a person says what their software did. */
  | { told: string }

/** One thing that software has to do right in an environment. */
export type ConformanceCase = {
  id: string
  title: string
  /** Why it matters, in a sentence. */
  why: string
  /** `{name}` places are filled with what the product tests with. */
  steps: readonly { text: string; command?: string }[]
  sign: Sign
  /** Only for products that run so; all where it is not given. */
  hostings?: readonly DspHosting[]
}

export type CaseList = Readonly<Record<DspService, readonly ConformanceCase[]>>
