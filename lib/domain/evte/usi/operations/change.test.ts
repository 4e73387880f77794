import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TestRuntime } from '../../../../../test/support/runtime.ts'
import { storeKinds } from '../../../../../test/support/stores.ts'
import { application, askedBy, openRegister } from '../../../../../test/support/usi-register.ts'
import { second } from '../../../../core/clock.ts'
import { isUsi, type UsiApplication, type UsiRequest } from '../../../../formats/usi/index.ts'
import { applicationErrors } from '../register/application-errors.ts'
import { performOperation } from './perform.ts'

let runtime: TestRuntime
beforeAll(async () => {
  runtime = await openRegister('embedded')
}, 60_000)
afterAll(() => runtime.close())

const context = (of = runtime, abn?: string) => askedBy(of, abn)

type Person = UsiApplication['PersonalDetails']

async function create(asked: UsiApplication, of = context()) {
  const request = { RequestId: 'R1', OrgCode: 'VA1803', Application: asked }
  return (await performOperation('CreateUSI', of, request)).Application
}

describe('CreateUSI', () => {
  it('gives a student a USI that can be verified at once', async () => {
    const asked = application()
    const { Result, USI = '', IdentityDocumentVerified, Errors } = await create(asked)
    expect({ Result, IdentityDocumentVerified, Errors }).toEqual({
      Result: 'Success',
      IdentityDocumentVerified: 'True',
      Errors: undefined,
    })
    expect(isUsi(USI)).toBe(true)
    const { FirstName, FamilyName, DateOfBirth } = asked.PersonalDetails
    const answer = await performOperation('VerifyUSI', context(), {
      OrgCode: 'VA1803',
      USI,
      FirstName,
      FamilyName,
      DateOfBirth,
    })
    expect(answer).toEqual({ USIStatus: 'Valid', FirstName: 'Match', FamilyName: 'Match', DateOfBirth: 'Match' })
  })

  it('finds a student who is there already, and does not tell whose USI it is', async () => {
    const person = { FirstName: 'AVA', FamilyName: 'thornbury', DateOfBirth: '2001-03-14' }
    const answer = await create(application({}, person))
    expect(answer.Result).toBe('MatchFound')
    expect(answer.USI).toBeUndefined()
  })

  it.each<[string, Partial<UsiApplication>, Partial<Person>, string[]]>([
    ['a birthday to come', {}, { DateOfBirth: '2999-01-01' }, ['E003']],
    ['a birthday too long ago', {}, { DateOfBirth: '1850-01-01' }, ['E003']],
    ['an unknown country of birth', {}, { CountryOfBirthCode: '9999' }, ['E002']],
    [
      'a country that is no longer one to live in',
      { ContactDetails: { CountryOfResidenceCode: '3213', EmailAddress: 'a@example.com' } },
      {},
      ['E001'],
    ],
    ['no way to reach the student', { ContactDetails: { CountryOfResidenceCode: '1101' } }, {}, ['E004']],
    [
      'a wrong email and phone',
      { ContactDetails: { CountryOfResidenceCode: '1101', EmailAddress: 'x', Phone: { Mobile: 'none' } } },
      {},
      ['E005', 'E006'],
    ],
    ['a preferred name that is not there', {}, { IsPreferredName: true }, ['E007']],
    ['a name without a letter', {}, { FirstName: '-' }, ['E013']],
    ['no document', { DVSDocument: undefined }, {}, ['E008']],
    [
      'a document that is not theirs',
      { DVSDocument: { type: 'PassportDocumentType', DocumentNumber: 'PA1234599' } },
      {},
      ['E009'],
    ],
    [
      'the verification service out of order',
      { DVSDocument: { type: 'PassportDocumentType', DocumentNumber: 'PA1234598' } },
      {},
      ['E010'],
    ],
    ['no kind of document', { DVSCheckRequired: false, DVSDocument: undefined }, {}, ['E011']],
    ['another document without a word about it', { DVSCheckRequired: false, NonDvsDocumentTypeId: 99 }, {}, ['E012']],
  ])('says what is wrong: %s', async (_, changes, person, codes) => {
    const { Result, USI, Errors } = await create(application(changes, person))
    expect({ Result, USI, codes: Errors?.Error.map(({ Code }) => Code) }).toEqual({
      Result: 'Failure',
      USI: undefined,
      codes,
    })
  })

  it('needs no verification where the organisation looked at a document itself', async () => {
    const changes = {
      DVSCheckRequired: false,
      DVSDocument: undefined,
      NonDvsDocumentTypeId: 99,
      NonDvsDocumentTypeOther: 'Letter',
    }
    expect(await create(application(changes))).toMatchObject({
      Result: 'Success',
      IdentityDocumentVerified: 'NotRequired',
    })
  })

  it('has errors that fit the contract', () => {
    for (const [code, message] of Object.entries(applicationErrors)) {
      expect(code).toMatch(/^E\d{3}$/)
      expect(message.length).toBeLessThanOrEqual(255)
    }
  })
})

describe('updates', () => {
  const contact = (USI: string, ContactDetailsUpdate: UsiRequest<'UpdateUSIContactDetails'>['ContactDetailsUpdate']) =>
    performOperation('UpdateUSIContactDetails', context(), {
      OrgCode: 'VA1803',
      USI,
      UserReference: 'x',
      ContactDetailsUpdate,
    })
  const personal = (request: Partial<UsiRequest<'UpdateUSIPersonalDetails'>>) =>
    performOperation('UpdateUSIPersonalDetails', context(), {
      OrgCode: 'VA1803',
      USI: 'K9Q6UAZRTZ',
      DVSCheckRequired: true,
      UserReference: 'x',
      PersonalDetailsModifier: 'FamilyName',
      PersonalDetailsUpdate: { FamilyName: 'Marlowe' },
      DVSDocument: { type: 'PassportDocumentType', DocumentNumber: 'PA7654321' },
      ...request,
    })
  const codes = (answer: { Result: string; Errors?: { Error: { Code: string }[] } }) => [
    answer.Result,
    ...(answer.Errors?.Error.map(({ Code }) => Code) ?? []),
  ]

  it('of contact details keep what is not named', async () => {
    await contact('J6HSHAY73V', { Phone: { Home: '03 5550 1111' }, CountryOfResidenceCode: '1201' })
    const row = await runtime.store.usiRecord.findUniqueOrThrow({ where: { usi: 'J6HSHAY73V' } })
    expect(row).toMatchObject({
      phoneHome: '03 5550 1111',
      countryOfResidence: '1201',
      email: 'j6hshay73v@example.com',
      version: 2,
    })
  })

  it('of contact details are refused with the reason', async () => {
    const email = { EmailAddress: 'new@example.com' }
    expect(codes(await contact('2222222222', email))).toEqual(['Failure', 'E014'])
    expect(codes(await contact('SY5EUX8GQ8', email))).toEqual(['Failure', 'E015'])
    expect(codes(await contact('J6HSHAY73V', {}))).toEqual(['Failure', 'E018'])
    expect(codes(await contact('J6HSHAY73V', { EmailAddress: 'not one' }))).toEqual(['Failure', 'E005'])
    expect(codes(await contact('J6HSHAY73V', { CountryOfResidenceCode: '0000' }))).toEqual(['Failure', 'E001'])
  })

  it('of a name need a document, and change that name alone', async () => {
    expect(await personal({})).toMatchObject({ Result: 'Success', IdentityDocumentVerified: 'True' })
    const row = await runtime.store.usiRecord.findUniqueOrThrow({ where: { usi: 'K9Q6UAZRTZ' } })
    expect(row).toMatchObject({ firstName: 'Elsie', familyName: 'Marlowe' })
  })

  it('of what is not proved need none', async () => {
    const change = {
      PersonalDetailsModifier: 'Gender',
      PersonalDetailsUpdate: { Gender: 'X' },
      DVSDocument: undefined,
    } as const
    expect(await personal(change)).toMatchObject({ Result: 'Success', IdentityDocumentVerified: 'NotRequired' })
  })

  it.each<[string, Parameters<typeof personal>[0], string[]]>([
    ['no document', { DVSDocument: undefined }, ['E008']],
    ['a wrong document', { DVSDocument: { type: 'VisaDocumentType', PassportNumber: 'X99' } }, ['E009']],
    ['a field that is not there', { PersonalDetailsModifier: 'FirstName' }, ['E016']],
    [
      'a birthday to come',
      { PersonalDetailsModifier: 'DateOfBirth', PersonalDetailsUpdate: { DateOfBirth: '2999-01-01' } },
      ['E003'],
    ],
    [
      'an unknown country',
      { PersonalDetailsModifier: 'CountryOfBirth', PersonalDetailsUpdate: { CountryOfBirthCode: '0' } },
      ['E002'],
    ],
    [
      'one of two names for a student with one',
      { USI: 'EEDGS9S8YE', PersonalDetailsModifier: 'FirstName', PersonalDetailsUpdate: { FirstName: 'Madhu' } },
      ['E017'],
    ],
    [
      'a middle name for a student with one name',
      { USI: 'EEDGS9S8YE', PersonalDetailsModifier: 'MiddleName', PersonalDetailsUpdate: { MiddleName: 'X' } },
      ['E017'],
    ],
    [
      'an empty single name',
      { PersonalDetailsModifier: 'SingleName', PersonalDetailsUpdate: { SingleName: ' ' } },
      ['E013'],
    ],
    ['a deactivated student', { USI: 'DG6K5YHPP3' }, ['E015']],
    ['nobody', { USI: '2222222222' }, ['E014']],
  ])('of a name are refused: %s', async (_, change, expected) => {
    expect(codes(await personal(change))).toEqual(['Failure', ...expected])
  })

  it('turn one name into two and back', async () => {
    const USI = 'QFJEGFSBC4'
    const two = {
      USI,
      PersonalDetailsModifier: 'FirstName',
      PersonalDetailsUpdate: { FirstName: 'Test', FamilyName: 'Twonames' },
    } as const
    expect((await personal(two)).Result).toBe('Success')
    const one = {
      USI,
      PersonalDetailsModifier: 'SingleName',
      PersonalDetailsUpdate: { SingleName: 'Testsinglename' },
    } as const
    expect((await personal(one)).Result).toBe('Success')
    expect(await runtime.store.usiRecord.findUniqueOrThrow({ where: { usi: USI } })).toMatchObject({
      singleName: 'Testsinglename',
      firstName: null,
      familyName: null,
    })
  })

  it('take a preferred name away with an empty one', async () => {
    const set = (PreferredFirstName: string) =>
      personal({ PersonalDetailsModifier: 'PreferredFirstName', PersonalDetailsUpdate: { PreferredFirstName } })
    const preferred = async () =>
      (await runtime.store.usiRecord.findUniqueOrThrow({ where: { usi: 'K9Q6UAZRTZ' } })).preferredFirstName
    await set('Elle')
    expect(await preferred()).toBe('Elle')
    await set('')
    expect(await preferred()).toBeNull()
  })
})

describe('BulkUpload', () => {
  const upload = async (applications: UsiApplication[]) =>
    await performOperation('BulkUpload', context(), {
      OrgCode: 'VA1803',
      RequestId: 'batch-7',
      NoOfApplications: applications.length,
      Applications: { Application: applications },
    })
  const retrieve = (ReceiptNumber: string, abn?: string) =>
    performOperation('BulkUploadRetrieve', context(runtime, abn), { ReceiptNumber })

  it('hands the results out later, to the same business, as often as it asks', async () => {
    const same = application()
    const bad = application({}, { DateOfBirth: '2999-01-01' })
    const { ReceiptNumber } = await upload([same, bad, { ...same, ApplicationId: 'again' }])
    expect(ReceiptNumber).toHaveLength(36)
    await expect(retrieve(ReceiptNumber)).rejects.toMatchObject({ code: 'usi.receipt-not-ready' })
    runtime.clock.advance(3 * second)
    await expect(retrieve(ReceiptNumber, '11000002568')).rejects.toMatchObject({ code: 'usi.receipt-unknown' })
    for (const receipt of [ReceiptNumber, ReceiptNumber.toUpperCase()]) {
      const answer = await retrieve(receipt)
      expect(answer).toMatchObject({ RequestId: 'batch-7', NoOfApplications: 3, NoOfApplicationsFailed: 1 })
      expect(answer.Applications.Application.map(({ Result }) => Result)).toEqual(['Success', 'Failure', 'MatchFound'])
    }
  })

  it('enters 500 at once', async () => {
    const { ReceiptNumber } = await upload(
      Array.from({ length: 500 }, (_, at) => application({}, { FamilyName: `Batch${at} Family` })),
    )
    runtime.clock.advance(3 * second)
    expect(await retrieve(ReceiptNumber)).toMatchObject({ NoOfApplications: 500, NoOfApplicationsFailed: 0 })
  })

  it('knows no receipt that it did not give', async () => {
    await expect(retrieve('00000000-0000-4000-8000-000000000000')).rejects.toMatchObject({
      code: 'usi.receipt-unknown',
    })
  })
})

describe.each(storeKinds)('on %s', (kind) => {
  let own: TestRuntime
  beforeAll(async () => {
    own = await openRegister(kind)
  }, 60_000)
  afterAll(() => own.close())

  it('one person who is entered several times at the same moment gets one USI', async () => {
    const asked = application()
    const results = await Promise.all(Array.from({ length: 4 }, () => create(asked, context(own))))
    expect(results.map(({ Result }) => Result).sort()).toEqual(['MatchFound', 'MatchFound', 'MatchFound', 'Success'])
  })

  it('a student without a whole name cannot be kept', async () => {
    const change = own.store.usiRecord.update({ where: { usi: 'BNGH7C75FN' }, data: { familyName: null } })
    await expect(change).rejects.toThrow('UsiRecord_one_name')
  })
})
