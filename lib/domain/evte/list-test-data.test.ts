import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedPersonas } from '../../../prisma/seed/personas.ts'
import { seedRegister } from '../../../prisma/seed/register.ts'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { readSettings } from '../../platform/settings/settings.ts'
import { inTransaction } from '../../platform/store/transaction.ts'
import { listTestData } from './list-test-data.ts'

describe('the test data of the sandbox', () => {
  let runtime: TestRuntime
  beforeAll(async () => {
    runtime = await createTestRuntime('embedded')
    await inTransaction(runtime.store, async (tx) => {
      await seedPersonas(tx)
      await seedRegister(tx)
      const born = {
        gender: 'F',
        countryOfBirthCode: '1101',
        townCityOfBirth: 'Orange',
        countryOfResidence: '1101',
        createdAt: new Date(runtime.clock.now()),
      } as const
      await tx.usiRecord.createMany({
        data: [
          { usi: 'BNGH7C75FN', firstName: 'Maryam', familyName: 'Fredrick', birthDate: '1966-05-25', ...born },
          { usi: 'AAAAAAAAAA', singleName: 'Bono', birthDate: '1960-05-10', ...born },
        ],
      })
    })
  })
  afterAll(() => runtime.close())

  it('lists the personas in their order, with the address to sign in with', async () => {
    const { personas } = await listTestData(runtime)
    expect(personas[0]).toMatchObject({ name: 'Olivia Nguyen', email: 'olivia@example.com', strength: 'STRONG' })
  })
  it('gives the address by which a person links, and none to somebody whom the register does not name', async () => {
    const { personas } = await listTestData(runtime)
    const addressOf = (id: string) => personas.find((persona) => persona.id === id)?.address
    expect(addressOf('olivia')).toBe('12 Wattle Street, Fitzroy VIC 3065')
    expect(addressOf('henry')).toBeNull()
  })
  it('names a student by both names, or by the only one', async () => {
    const { students } = await listTestData(runtime)
    expect(students.map(({ name }) => name)).toEqual(['Bono', 'Maryam Fredrick'])
  })
  it('is not there in production', async () => {
    const settings = { ...readSettings({}), mode: 'production' as const }
    await expect(listTestData({ ...runtime, settings })).rejects.toMatchObject({ code: 'common.not-found' })
  })
})
