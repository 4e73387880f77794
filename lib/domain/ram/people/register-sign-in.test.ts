import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRamWorld, type RamWorld } from '../../../../test/support/ram.ts'
import { acceptTerms } from './accept-terms.ts'
import { registerSignIn, type SignInClaims } from './register-sign-in.ts'
import { viewMyProfile } from './view-my-profile.ts'

let world: RamWorld
beforeAll(async () => {
  world = await createRamWorld('embedded')
})
afterAll(() => world.runtime.close())

const claims: SignInClaims = {
  sub: 'pairwise-1',
  given_name: ' Olivia ',
  family_name: 'Nguyen',
  birthdate: '1984-05-17',
  email: 'olivia@example.com',
}

describe('signing in', () => {
  it('knows the person again by the subject, with the names and address of today', async () => {
    const first = await registerSignIn(world.runtime, claims)
    expect(first).toMatchObject({ givenNames: 'Olivia', familyName: 'Nguyen', termsAccepted: false })
    const again = await registerSignIn(world.runtime, {
      ...claims,
      family_name: 'Nguyen-Webb',
      email: 'new@example.com',
    })
    expect(again).toMatchObject({ personId: first.personId, familyName: 'Nguyen-Webb' })
    const other = await registerSignIn(world.runtime, { ...claims, sub: 'pairwise-2' })
    expect(other.personId).not.toBe(first.personId)
  })

  it('keeps that the terms were accepted, and when first', async () => {
    const { personId } = await registerSignIn(world.runtime, { ...claims, sub: 'terms' })
    const context = {
      runtime: world.runtime,
      actor: { personId, givenNames: 'Olivia', familyName: 'Nguyen', strength: 'STRONG' as const },
    }
    const { acceptedAt } = await acceptTerms(context)
    world.clock.advance(1000)
    expect(await acceptTerms(context)).toEqual({ acceptedAt })
    expect(await viewMyProfile(context)).toMatchObject({
      termsAccepted: true,
      email: 'olivia@example.com',
      businessCount: 0,
    })
    expect((await registerSignIn(world.runtime, { ...claims, sub: 'terms' })).termsAccepted).toBe(true)
  })

  it('does without what a provider may leave out, and without an address that is none', async () => {
    const { personId } = await registerSignIn(world.runtime, {
      sub: 'bare',
      given_name: 'A',
      family_name: 'B',
      email: 'nonsense',
    })
    expect(await world.store.person.findUnique({ where: { id: personId } })).toMatchObject({
      birthDate: null,
      email: null,
    })
  })

  it.each([
    { sub: '' },
    { sub: 'x'.repeat(300) },
    { given_name: undefined },
    { family_name: ' ' },
    { birthdate: '17/05/1984' },
  ])('refuses %o', async (changes) => {
    const bad = { ...claims, ...changes } as SignInClaims
    await expect(registerSignIn(world.runtime, bad)).rejects.toMatchObject({ code: 'common.invalid-input' })
  })
})
