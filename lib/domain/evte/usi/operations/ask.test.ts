import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedUsi } from '../../../../../prisma/seed/usi.ts'
import type { TestRuntime } from '../../../../../test/support/runtime.ts'
import { askedBy, openRegister } from '../../../../../test/support/usi-register.ts'
import { isUsi, type UsiRequest } from '../../../../formats/usi/index.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import { performOperation } from './perform.ts'

let runtime: TestRuntime
beforeAll(async () => {
  runtime = await openRegister('embedded')
}, 60_000)
afterAll(() => runtime.close())

const context = (of = runtime, abn?: string) => askedBy(of, abn)

describe('the seeded register', () => {
  it('has only USIs that pass the check, and can be seeded again without a change', async () => {
    const { store, clock } = runtime
    const before = await store.usiRecord.findMany()
    expect(before.length).toBeGreaterThanOrEqual(40)
    expect(before.filter(({ usi }) => !isUsi(usi))).toEqual([])
    await store.usiRecord.update({ where: { usi: 'BNGH7C75FN' }, data: { email: 'changed@example.com' } })
    await inTransaction(store, (tx) => seedUsi(tx, clock.now()))
    const after = await store.usiRecord.findMany()
    expect(after).toHaveLength(before.length)
    expect(after.find(({ usi }) => usi === 'BNGH7C75FN')?.email).toBe('changed@example.com')
  })
})

describe('VerifyUSI', () => {
  const verify = (request: Partial<UsiRequest<'VerifyUSI'>>) =>
    performOperation('VerifyUSI', context(), {
      OrgCode: 'VA1803',
      USI: 'MLKXB6X3VY',
      DateOfBirth: '1995-12-31',
      ...request,
    })

  it('compares names without regard to letter case, spaces and the way an accent is encoded', async () => {
    const answer = await verify({ FirstName: ' ZOE\u0308 ', FamilyName: 'bélanger' })
    expect(answer).toEqual({ USIStatus: 'Valid', FirstName: 'Match', FamilyName: 'Match', DateOfBirth: 'Match' })
  })

  it.each([
    ['another first name', { FirstName: 'Zoe', FamilyName: 'Bélanger' }, { FirstName: 'NoMatch', FamilyName: 'Match' }],
    [
      'a family name cut short',
      { FirstName: 'Zoë', FamilyName: 'Bélang' },
      { FirstName: 'Match', FamilyName: 'NoMatch' },
    ],
    ['an empty name', { FirstName: '', FamilyName: 'Bélanger' }, { FirstName: 'NoMatch', FamilyName: 'Match' }],
    ['a single name for somebody who has two', { SingleName: 'Zoë' }, { SingleName: 'NoMatch' }],
    [
      'two names for somebody who has one',
      { USI: '5DTS6HWH35', FirstName: 'Suharto', FamilyName: 'Suharto' },
      { FirstName: 'NoMatch', FamilyName: 'NoMatch' },
    ],
  ])('says which field does not match: %s', async (_, request, expected) => {
    expect(await verify(request)).toMatchObject({ USIStatus: 'Valid', ...expected })
  })

  it('compares the day of birth exactly', async () => {
    const answer = await verify({ FirstName: 'Zoë', FamilyName: 'Bélanger', DateOfBirth: '1995-12-30' })
    expect(answer.DateOfBirth).toBe('NoMatch')
  })

  it('knows single names and deactivated students', async () => {
    expect(await verify({ USI: 'SY5EUX8GQ8', SingleName: 'Yuliana', DateOfBirth: '1988-02-20' })).toEqual({
      USIStatus: 'Deactivated',
      SingleName: 'Match',
      DateOfBirth: 'Match',
    })
  })

  it.each(['ZZZZ9999ZZ', '2222222222'])('compares nothing where nobody has the USI %s', async (USI) => {
    expect(await verify({ USI, FirstName: 'Zoë', FamilyName: 'Bélanger' })).toEqual({ USIStatus: 'Invalid' })
  })
})

describe('BulkVerifyUSI', () => {
  const record = (RecordId: number, USI: string) => ({ RecordId, USI, SingleName: 'Amy', DateOfBirth: '2022-06-07' })

  it('answers in the order of the request, one USI more than once as well', async () => {
    const Verification = [record(9, 'XNY5NV9WG9'), record(2, 'ZZZZ9999ZZ'), record(5, 'XNY5NV9WG9')]
    const answer = await performOperation('BulkVerifyUSI', context(), {
      OrgCode: 'VA1803',
      NoOfVerifications: 3,
      Verifications: { Verification },
    })
    const rows = answer.VerificationResponses.VerificationResponse
    expect(rows.map(({ RecordId, USIStatus }) => [RecordId, USIStatus])).toEqual([
      [9, 'Valid'],
      [2, 'Invalid'],
      [5, 'Valid'],
    ])
  })

  it('refuses a count that is not that of the records', async () => {
    const request = {
      OrgCode: 'VA1803',
      NoOfVerifications: 2,
      Verifications: { Verification: [record(1, 'XNY5NV9WG9')] },
    }
    await expect(performOperation('BulkVerifyUSI', context(), request)).rejects.toMatchObject({
      code: 'usi.request-invalid',
    })
  })
})

describe('LocateUSI', () => {
  const locate = async (person: Partial<UsiRequest<'LocateUSI'>['PersonalDetails']>, email?: string) => {
    const PersonalDetails = {
      Gender: 'F' as const,
      FirstName: 'Hana',
      FamilyName: 'Takahashi',
      DateOfBirth: '1998-11-23',
      ...person,
    }
    const ContactDetails = email === undefined ? {} : { EmailAddress: email }
    return await performOperation('LocateUSI', context(), {
      OrgCode: 'VA1803',
      UserReference: 'x',
      PersonalDetails,
      ContactDetails,
    })
  }
  const chloe = { FirstName: 'Chloe', FamilyName: 'Nguyen', DateOfBirth: '1994-02-14' }

  it('tells the USI to who knows how to reach the student', async () => {
    expect(await locate({}, '7YH9QV7MKD@EXAMPLE.com')).toMatchObject({ Result: 'Exact', USI: '7YH9QV7MKD' })
  })

  it.each([
    ['no contact details', {}, undefined, 'SingleNoContactMatch'],
    ['other contact details', {}, 'other@example.com', 'SingleNoContactMatch'],
    ['two who can be reached the same way', chloe, 'nguyen.family@example.com', 'MultipleExact'],
    ['two who cannot', chloe, 'other@example.com', 'MultipleNoContactMatch'],
    ['half of the name', { FirstName: 'Hanako' }, '7YH9QV7MKD@example.com', 'NoIdenticalStrongPartial'],
    ['another gender', { Gender: 'M' as const }, '7YH9QV7MKD@example.com', 'NoIdenticalStrongPartial'],
    ['another town of birth', { TownCityOfBirth: 'Osaka' }, '7YH9QV7MKD@example.com', 'NoIdenticalStrongPartial'],
    ['nobody', { FirstName: 'No', FamilyName: 'Body' }, undefined, 'NoMatch'],
    ['another day of birth', { DateOfBirth: '1998-11-24' }, '7YH9QV7MKD@example.com', 'NoMatch'],
    ['no name at all', { FirstName: undefined, FamilyName: undefined }, undefined, 'NoMatch'],
  ] as const)('does not tell it otherwise: %s', async (_, person, email, expected) => {
    const answer = await locate(person, email)
    expect(answer.Result).toBe(expected)
    expect(answer.USI).toBeUndefined()
  })

  it('tells two of one name apart by the middle name', async () => {
    const answer = await locate({ ...chloe, MiddleName: 'Anne' }, 'nguyen.family@example.com')
    expect(answer).toMatchObject({ Result: 'Exact', USI: 'JWJBENV8Q5' })
  })

  it('does not find deactivated students', async () => {
    const person = { FirstName: undefined, FamilyName: undefined, SingleName: 'Yuliana', DateOfBirth: '1988-02-20' }
    expect((await locate(person, 'sy5eux8gq8@example.com')).Result).toBe('NoMatch')
  })
})

describe('reference lists', () => {
  it('have every code once, four characters at most', async () => {
    const { Countries } = await performOperation('GetCountries', context(), { OrgCode: 'VA1803' })
    const codes = Countries.CountryDetails.map(({ CountryCode }) => CountryCode)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.every((code) => /^\d{4}$/.test(code))).toBe(true)
    expect(Countries.CountryDetails.find(({ Name }) => Name === 'Australia')).toMatchObject({
      CountryCode: '1101',
      IsCurrent: true,
    })
  })

  it('name the documents that an organisation looks at', async () => {
    const { NonDvsDocumentTypes } = await performOperation('GetNonDvsDocumentTypes', context(), { OrgCode: 'VA1803' })
    expect(NonDvsDocumentTypes.NonDvsDocumentType.at(-1)).toEqual({ Id: 99, DocumentType: 'Other', SortOrder: 990 })
  })
})
