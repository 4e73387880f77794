import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { passwordStrength } from './password-strength.ts'

describe('the password meter', () => {
  it.each(['', 'a', 'aaaaaaaaaaaa', '1234567890', 'qwertyuiop', 'Password1!'])('calls %j weak', (password) => {
    expect(passwordStrength(password).score).toBeLessThan(2)
  })
  it.each(['t7#Kw!9pZq@4', 'Mangrove-Lantern-42-Quokka'])('calls %j good or strong', (password) => {
    expect(passwordStrength(password).score).toBeGreaterThanOrEqual(3)
  })
  it('gives little for what an attacker knows of the business', () => {
    const known = ['Wattle Vale Training', '27809366375']
    expect(passwordStrength('WattleVale27809366375!', known).score).toBeLessThan(
      passwordStrength('WattleVale27809366375!').score,
    )
  })
  it('never calls a longer password weaker than its beginning', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20, unit: fc.constantFrom(...'bkTX49#!m') }), (password) => {
        expect(passwordStrength(`${password}Z`).score).toBeGreaterThanOrEqual(passwordStrength(password).score)
      }),
      { numRuns: 200 },
    )
  })
})
