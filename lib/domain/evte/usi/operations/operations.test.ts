import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { seedUsi } from '../../../../../prisma/seed/usi.ts'
import { createTestRuntime, type TestRuntime } from '../../../../../test/support/runtime.ts'
import { storeKinds } from '../../../../../test/support/stores.ts'
import { second } from '../../../../core/clock.ts'
import { isUsi, type UsiApplication, type UsiRequest } from '../../../../formats/usi/index.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import type { UsiContext } from '../context.ts'
import { applicationErrors } from '../register/application-errors.ts'
import { performOperation } from './perform.ts'

let runtime: TestRuntime
const wattle = { code: 'VA1803', abn: '27809366375', name: 'Wattle Vale Training' }

function context(of: TestRuntime = runtime, abn = wattle.abn): UsiContext {
  return { store: of.store, random: of.random, now: of.clock.now(), abn, organisation: wattle }
}

async function open(kind: (typeof storeKinds)[number]): Promise<TestRuntime> {
  const opened = await createTestRuntime(kind)
  await inTransaction(opened.store, (tx) => seedUsi(tx, opened.clock.now()))
  return opened
}

beforeAll(async () => {
  runtime = await open('embedded')
}, 60_000)
afterAll(() => runtime.close())

type Person = UsiApplication['PersonalDetails']
let counter = 0

/** An application that is right in every way, for a person of its own. */
function application(changes: Partial<UsiApplication> = {}, person: Partial<Person> = {}): UsiApplication {
  counter += 1
  return {
    ApplicationId: `A${counter}`,
    DVSCheckRequired: true,
    UserReference: 'desk 4',
    ContactDetails: { CountryOfResidenceCode: '1101', EmailAddress: `student${counter}@example.com` },
    PersonalDetails: {
      Gender: 'F',
      FirstName: 'Wilhelmina',
      FamilyName: `Testpattern ${String.fromCharCode(64 + counter)}`,
      DateOfBirth: '2001-05-06',
      CountryOfBirthCode: '1101',
      TownCityOfBirth: 'Dubbo',
      IsPreferredName: false,
      ...person,
    },
    DVSDocument: { type: 'PassportDocumentType', DocumentNumber: 'PA1234567' },
    ...changes,
  }
}

async function create(asked: UsiApplication, of = context()) {
  const request = { RequestId: 'R1', OrgCode: 'VA1803', Application: asked }
  return (await performOperation('CreateUSI', of, request)).Application
}

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

describe.each(storeKinds)('on %s', (kind) => {
  let own: TestRuntime
  beforeAll(async () => {
    own = await open(kind)
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
