import { describe, expect, it } from 'vitest'
import { instant, minute } from '../../../core/clock.ts'
import { seededRandom } from '../../../core/random.ts'
import { codeRule, enterCode, isCodeUsable, namePerson } from './steps.ts'

const now = instant('2026-03-02T01:00:00Z')
const fresh = (seed = 1) => namePerson('olivia', now, seededRandom(seed))
const wrongFor = (code: string) => (code === '0000' ? '0001' : '0000')

describe('the code of a sign-in', () => {
  it('has four digits, and another one each time', () => {
    const codes = Array.from({ length: 40 }, (_, seed) => fresh(seed + 1).code)
    for (const code of codes) expect(code).toMatch(/^\d{4}$/)
    expect(new Set(codes).size).toBeGreaterThan(20)
  })

  it('is right, with or without spaces', () => {
    const state = fresh()
    expect(enterCode(state, state.code, now)).toEqual({ right: true })
    expect(enterCode(state, ` ${state.code.slice(0, 2)} ${state.code.slice(2)} `, now)).toEqual({ right: true })
  })

  it('costs a try when it is wrong, and is used up after the last one, even for the right code', () => {
    let state = fresh()
    for (let left = codeRule.tries - 1; left > 0; left--) {
      const outcome = enterCode(state, wrongFor(state.code), now)
      expect(outcome).toMatchObject({ right: false, error: { code: 'identity.code-wrong', details: { left } } })
      if (!outcome.right) state = outcome.next
    }
    const last = enterCode(state, wrongFor(state.code), now)
    expect(last).toMatchObject({ right: false, error: { code: 'identity.code-used-up' } })
    if (!last.right) state = last.next
    expect(isCodeUsable(state, now)).toBe(false)
    expect(enterCode(state, state.code, now)).toMatchObject({ error: { code: 'identity.code-used-up' } })
  })

  it.each(['', '   ', '12345', '123', 'abcd', '1234\u0000', '１２３４'])('is not %j', (entered) => {
    const state = { ...fresh(), code: '1234' }
    expect(enterCode(state, entered, now)).toMatchObject({ right: false, error: { code: 'identity.code-wrong' } })
  })

  it('lapses after five minutes, to the millisecond', () => {
    const state = fresh()
    expect(enterCode(state, state.code, instant(now + 5 * minute - 1))).toEqual({ right: true })
    expect(enterCode(state, state.code, instant(now + 5 * minute))).toMatchObject({
      error: { code: 'identity.code-lapsed' },
    })
    expect(isCodeUsable(state, instant(now + 5 * minute))).toBe(false)
  })
})
