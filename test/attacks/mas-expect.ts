import { expect } from 'vitest'
import type { ErrorCode } from '../../lib/core/errors/index.ts'
import type { TokenAnswer } from '../../lib/domain/mas/answer-message.ts'
import { faultOf, refusalOf } from './mas-world.ts'

/** Expects an answer to be this refusal: in the trace, in the fault's text, with the change that would help. */
export function expectRefused(answer: TokenAnswer, code: ErrorCode, event: string): TokenAnswer {
  expect(refusalOf(answer)).toBe(code)
  const fault = faultOf(answer)
  expect(fault.event).toBe(event)
  expect(fault.trace).toBe(answer.trace?.id)
  expect(answer.trace?.steps.at(-1)).toMatchObject({ outcome: 'refused', change: fault.advice })
  return answer
}
