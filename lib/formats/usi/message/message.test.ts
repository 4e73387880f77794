import { describe, expect, expectTypeOf, it } from 'vitest'
import { utf8 } from '../../../core/bytes.ts'
import { parseXml } from '../../xml/index.ts'
import {
  readUsiRequest,
  readUsiResponse,
  type UsiOperation,
  type UsiRequest,
  usiNamespaces,
  usiOperations,
  writeUsiRequest,
  writeUsiResponse,
} from '../index.ts'

const ns = usiNamespaces.messages

function read<Operation extends UsiOperation>(operation: Operation, markup: string) {
  return readUsiRequest(operation, parseXml(utf8(markup)).root)
}

function verify(inside: string): string {
  return `<u:VerifyUSI xmlns:u="${ns}">${inside.replace(/<(\/?)(\w)/g, '<$1u:$2')}</u:VerifyUSI>`
}

function problems(operation: UsiOperation, markup: string): string[] {
  const outcome = read(operation, markup)
  return 'problems' in outcome ? outcome.problems.map(({ path, problem }) => `${path} ${problem}`) : []
}

const good =
  '<OrgCode>VA1803</OrgCode><USI>BNGH7C75FN</USI><FirstName>Maryam</FirstName><FamilyName>Fredrick</FamilyName><DateOfBirth>1966-05-25</DateOfBirth>'

const application: UsiRequest<'CreateUSI'>['Application'] = {
  ApplicationId: 'A1',
  DVSCheckRequired: true,
  UserReference: 'desk 4',
  ContactDetails: {
    CountryOfResidenceCode: '1101',
    EmailAddress: 'zoe@example.com',
    Phone: { Mobile: '0400 000 000' },
    NationalAddress: { Address1: '1 Example Street', SuburbTownCity: 'Turner', State: 'ACT', PostCode: '2612' },
  },
  PersonalDetails: {
    Gender: 'F',
    FirstName: 'Zoë',
    FamilyName: "O'Neil <&>",
    DateOfBirth: '1999-12-31',
    CountryOfBirthCode: '1101',
    TownCityOfBirth: 'Hobart',
    IsPreferredName: false,
  },
  DVSDocument: { type: 'PassportDocumentType', DocumentNumber: 'PA1234567' } as never,
}

describe('reading a USI request', () => {
  it('reads what a client sends', () => {
    const outcome = read('VerifyUSI', verify(good))
    expect(outcome).toEqual({
      value: {
        OrgCode: 'VA1803',
        USI: 'BNGH7C75FN',
        FirstName: 'Maryam',
        FamilyName: 'Fredrick',
        DateOfBirth: '1966-05-25',
      },
    })
    expectTypeOf<UsiRequest<'VerifyUSI'>>().toExtend<{ OrgCode: string; USI: string; SingleName?: string }>()
    expectTypeOf<UsiRequest<'BulkVerifyUSI'>['NoOfVerifications']>().toEqualTypeOf<number>()
  })

  it('takes a date with a zone and a comment inside a value', () => {
    const odd = good.replace('1966-05-25', ' 1966-05-25+10:00 ').replace('Maryam', 'Mar<!-- x -->yam')
    expect(read('VerifyUSI', verify(odd))).toMatchObject({ value: { FirstName: 'Maryam', DateOfBirth: '1966-05-25' } })
  })

  it.each([
    ['a missing element', good.replace(/<DateOfBirth>.*/, ''), 'VerifyUSI/DateOfBirth is missing'],
    [
      'no name at all',
      good.replace(/<FirstName>.*<\/FamilyName>/, ''),
      'VerifyUSI must have FirstName and FamilyName, or SingleName',
    ],
    ['half a name', good.replace(/<FamilyName>.*<\/FamilyName>/, ''), 'VerifyUSI/FamilyName is missing'],
    [
      'both kinds of name',
      good.replace('<DateOfBirth>', '<SingleName>X</SingleName><DateOfBirth>'),
      'VerifyUSI/SingleName is there too often',
    ],
    [
      'a wrong order',
      good.replace(/(<OrgCode>.*<\/OrgCode>)(<USI>.*<\/USI>)/, '$2$1'),
      'not in its place; the order is OrgCode, USI',
    ],
    [
      'an element twice',
      good.replace('<USI>', '<OrgCode>VA1803</OrgCode><USI>'),
      'VerifyUSI/OrgCode is there too often',
    ],
    ['an unknown element', `${good}<Extra>1</Extra>`, 'VerifyUSI/Extra is not known here'],
    [
      'a long name',
      good.replace('Maryam', 'M'.repeat(41)),
      'VerifyUSI/FirstName may have at most 40 characters, not 41',
    ],
    [
      'a USI in small letters',
      good.replace('BNGH7C75FN', 'bngh7c75fn'),
      'VerifyUSI/USI has characters that are not allowed',
    ],
    ['a short USI', good.replace('BNGH7C75FN', 'BNGH7C75F'), 'VerifyUSI/USI must have 10 characters, not 9'],
    [
      'a day that is none',
      good.replace('1966-05-25', '1966-02-30'),
      'VerifyUSI/DateOfBirth is not a day of the calendar',
    ],
    [
      'a date of another form',
      good.replace('1966-05-25', '25/05/1966'),
      'VerifyUSI/DateOfBirth must be a date such as',
    ],
    ['an empty code', good.replace('VA1803', ''), 'VerifyUSI/OrgCode is empty'],
    ['elements in a value', good.replace('Maryam', '<b>Maryam</b>'), 'VerifyUSI/FirstName must hold text only'],
    ['text between elements', `stray${good}`, 'VerifyUSI must hold elements only'],
  ])('names %s', (_, inside, expected) => {
    expect(problems('VerifyUSI', verify(inside)).join('\n')).toContain(expected)
  })

  it('names an element of another namespace', () => {
    const markup = verify(good).replace('<u:USI>', '<USI>').replace('</u:USI>', '</USI>')
    expect(problems('VerifyUSI', markup)).toContainEqual(expect.stringContaining(`must be in the namespace ${ns}`))
  })

  it('reports several problems at once', () => {
    expect(problems('VerifyUSI', verify('<OrgCode>?</OrgCode><USI>1</USI>'))).toHaveLength(4)
  })

  it('counts characters, not halves of them', () => {
    const name = '𝒜'.repeat(40)
    expect(problems('VerifyUSI', verify(good.replace('Maryam', name)))).toEqual([])
  })

  it('refuses two records with one id, and the 501st record', () => {
    const record = (id: number) =>
      `<Verification><RecordId>${id}</RecordId><USI>BNGH7C75FN</USI><SingleName>A</SingleName><DateOfBirth>2000-01-01</DateOfBirth></Verification>`
    const bulk = (ids: number[]) =>
      `<BulkVerifyUSI xmlns="${ns}"><OrgCode>VA1803</OrgCode><NoOfVerifications>${Math.min(ids.length, 500)}</NoOfVerifications><Verifications>${ids.map(record).join('')}</Verifications></BulkVerifyUSI>`
    expect(problems('BulkVerifyUSI', bulk([1, 2]))).toEqual([])
    expect(problems('BulkVerifyUSI', bulk([1, 1]))).toEqual([
      'BulkVerifyUSI/Verifications/Verification[2]/RecordId is the same as one before it',
    ])
    expect(problems('BulkVerifyUSI', bulk([...Array(501).keys()]))[0]).toContain('is there too often')
    expect(problems('BulkVerifyUSI', bulk([1]).replace('>1</NoOf', '>501</NoOf'))[0]).toContain('may be at most 500')
    expect(problems('BulkVerifyUSI', bulk([]))).toContain('BulkVerifyUSI/Verifications/Verification is missing')
  })
})

describe('documents by xsi:type', () => {
  const markup = (document: string) =>
    writeUsiRequest('CreateUSI', { RequestId: 'R1', OrgCode: 'VA1803', Application: application }).markup.replace(
      /<DVSDocument.*<\/DVSDocument>/,
      document,
    )
  const xsi = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'

  it('come back as they were written', () => {
    const written = writeUsiRequest('CreateUSI', { RequestId: 'R1', OrgCode: 'VA1803', Application: application })
    expect(read('CreateUSI', written.markup)).toEqual({
      value: { RequestId: 'R1', OrgCode: 'VA1803', Application: application },
    })
  })

  it.each([
    ['no type', '<DVSDocument/>', 'must say with xsi:type'],
    ['an unknown type', `<DVSDocument ${xsi} xsi:type="LibraryCardType"/>`, 'which is none of the contract'],
    [
      'a type of no namespace',
      `<DVSDocument ${xsi} xmlns:p="urn:x" xsi:type="p:PassportDocumentType"/>`,
      'which is none of the contract',
    ],
    [
      'a wrong number',
      `<DVSDocument ${xsi} xsi:type="PassportDocumentType"><DocumentNumber>123456789</DocumentNumber></DVSDocument>`,
      'DVSDocument/DocumentNumber has characters',
    ],
    ['nil where it is not allowed', `<DVSDocument ${xsi} xsi:nil="true"/>`, 'may not be nil'],
  ])('are refused with %s', (_, document, expected) => {
    expect(problems('CreateUSI', markup(document)).join('\n')).toContain(expected)
  })

  it('may be left nil where the contract says so', () => {
    const nil = markup(`<NonDvsDocumentTypeId ${xsi} xsi:nil="true"/>`)
    expect(problems('CreateUSI', nil)).toEqual([])
  })
})

describe('writing an answer', () => {
  it('keeps the order of the contract and escapes', () => {
    const markup = writeUsiResponse('VerifyUSI', {
      DateOfBirth: 'Match',
      FirstName: 'NoMatch',
      USIStatus: 'Valid',
      FamilyName: 'Match',
    }).markup
    expect(markup).toBe(
      `<VerifyUSIResponse xmlns="${ns}"><USIStatus>Valid</USIStatus><FirstName>NoMatch</FirstName><FamilyName>Match</FamilyName><DateOfBirth>Match</DateOfBirth></VerifyUSIResponse>`,
    )
    expect(readUsiResponse('VerifyUSI', parseXml(utf8(markup)).root)).toMatchObject({ value: { USIStatus: 'Valid' } })
  })

  it('is known for all ten operations', () => {
    expect(Object.keys(usiOperations)).toHaveLength(10)
  })
})
