import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { abns, createRamWorld, type RamWorld } from '../../../test/support/ram.ts'
import { addDays, dayOf } from '../../core/calendar-day.ts'
import { day } from '../../core/clock.ts'
import { canonicalJson } from '../../formats/history/entry-hash.ts'
import type { UseCaseContext } from '../context.ts'
import { createAuthorisation } from './authorisations/create-authorisation.ts'
import { importAuthorisations } from './authorisations/imports/import-authorisations.ts'
import { importResultFile } from './authorisations/imports/import-result-file.ts'
import { previewImport } from './authorisations/imports/preview-import.ts'
import { importColumns, importTemplate } from './authorisations/imports/read-import.ts'
import { endLostAssociations } from './authorisations/lifecycle/end-lost-associations.ts'
import { exportAuthorisations } from './authorisations/list/export-authorisations.ts'
import { listMyBusinesses } from './businesses/list-my-businesses.ts'
import { pinBusiness } from './businesses/pin-business.ts'
import { viewBusiness } from './businesses/view-business.ts'
import { exportHistory } from './history/export-history.ts'
import { listHistory } from './history/list-history.ts'
import { updateMyName } from './people/update-my-name.ts'
import { viewMyProfile } from './people/view-my-profile.ts'
import { businessAuthorisations } from './sharing/business-authorisations.ts'
import { decideAccess } from './sharing/decide-access.ts'

let world: RamWorld
let pa: { context: UseCaseContext; id: string }
beforeAll(async () => {
  world = await createRamWorld('embedded')
  pa = await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY', { name: 'Principal', email: 'pa@example.com' })
})
afterAll(() => world.runtime.close())

const today = () => dayOf(world.clock.now())
const textOf = async (chunks: AsyncIterable<string>) => {
  let text = ''
  for await (const chunk of chunks) text += chunk
  return text
}

describe('importing users from a file', () => {
  const heading = importColumns.join(',')
  const file = (...lines: string[]) => [heading, ...lines].join('\n')
  const send = (csv: string, submissionId = world.newId()) =>
    importAuthorisations(pa.context, { submissionId, abn: abns.wattle, csv, declaration: 'yes' })

  it('previews every line by the rules of the wizard, then sends the good ones', async () => {
    const csv = file(
      'Ann,Good,ann@example.com,standard,no,yes,,,osir;ato',
      'Bea,Bad,bea,standard,no,no,,,ato',
      'Cy,Basic,cy@example.com,basic,,,,31/12/2026,all',
      'Di,Boss,di@example.com,basic,yes,,,31/12/2026,sa-gov',
      'Ed,Nothing,ed@example.com,,,,,,',
      'Flo,Late,flo@example.com,standard,no,no,2026-05-05,,ato',
      'ANN,GOOD,ann2@example.com,standard,no,no,,,ato',
      'Gil,"Foreign, Name",gil@example.com,standard,perhaps,no,,,nowhere',
    )
    const before = await world.store.authorisation.count()
    const preview = await previewImport(pa.context, { abn: abns.wattle, csv })
    expect(await world.store.authorisation.count()).toBe(before)
    expect(preview.rows.map(({ line, problems }) => [line, Object.keys(problems)])).toEqual([
      [2, []],
      [3, ['email']],
      [4, []],
      [5, ['isAdministrator']],
      [6, ['access']],
      [7, ['startDate']],
      [8, ['familyName']],
      [9, ['isAdministrator']],
    ])
    expect(preview).toMatchObject({ good: 2, bad: 6 })
    expect(preview.rows[0]).toMatchObject({
      agencies: ['Office of the Student Identifiers Registrar', 'Australian Taxation Office'],
    })
    const submissionId = world.newId()
    const result = await send(csv, submissionId)
    expect(result.sent.map(({ line, fullName }) => [line, fullName])).toEqual([
      [2, 'Ann Good'],
      [4, 'Cy Basic'],
    ])
    expect(result.failed).toHaveLength(6)
    expect(await send(csv, submissionId)).toEqual(result)
    expect((await send(csv)).sent).toEqual([])
    expect(await world.store.mail.count({ where: { recipient: 'ann@example.com' } })).toBe(1)
  })

  it('takes hundreds of lines, and finds doubles across the whole file', async () => {
    const name = (at: number) => [...String(at)].map((digit) => String.fromCharCode(97 + Number(digit))).join('')
    const lines = Array.from(
      { length: 119 },
      (_, at) => `Bulk,Person${name(at)},b${at}@example.com,standard,no,no,,,ato`,
    )
    const result = await send(file(...lines, 'bulk,PERSONA,x@example.com,standard,no,no,,,ato'))
    expect(result.sent).toHaveLength(119)
    expect(result.failed).toMatchObject([
      { line: 121, problems: { familyName: expect.stringContaining('one authorisation only') } },
    ])
  })

  it('tells in a file what became of each line, safely for spreadsheets', async () => {
    const result = await send(
      file('Fay,File,fay@example.com,standard,no,no,,,ato', '=Gus,Formula,gus,standard,no,no,,,ato'),
    )
    const { fileName, chunks } = importResultFile(abns.wattle, result)
    expect(fileName).toBe(`import-result-${abns.wattle}.csv`)
    const [heading, first, second] = (await textOf(chunks)).split('\r\n')
    expect(heading).toContain('line,name,email,result,reason')
    expect(first).toBe('2,Fay File,fay@example.com,request sent,')
    expect(second).toMatch(/^3,"?'=Gus Formula"?,,not sent,.*(letters|email)/)
  })

  it('reads its own template', async () => {
    const { rows } = await previewImport(pa.context, { abn: abns.wattle, csv: importTemplate })
    expect(rows.map(({ problems }) => problems)).toEqual([{}, {}])
  })

  it.each([
    [heading, 'no line but the heading'],
    ['a,b\nc,d', 'unknown column'],
    ['given names,email\nx,y', 'family name'],
    [`${heading}\n"x`, 'never closed'],
    [`${heading}\n${'a,b,c@example.com\n'.repeat(501)}`, 'more than'],
    [' ', 'it is empty'],
  ])('says what is wrong with a file as a whole', async (csv, problem) => {
    await expect(previewImport(pa.context, { abn: abns.wattle, csv })).rejects.toMatchObject({
      code: 'ram.file-unreadable',
      details: { problem: expect.stringContaining(problem) },
    })
  })
})

describe('exporting', () => {
  it('writes every row that the filter has, safely for spreadsheets', async () => {
    await createAuthorisation(pa.context, world.draft(abns.wattle, { givenNames: '-Dash', familyName: "'Quote, Mary" }))
    const all = await world.store.authorisation.count({ where: { abn: abns.wattle } })
    const file = await exportAuthorisations(pa.context, { abn: abns.wattle, format: 'csv' })
    expect(file).toMatchObject({
      fileName: `authorisations-${abns.wattle}-2026-03-02.csv`,
      mediaType: 'text/csv; charset=utf-8',
    })
    const csv = await textOf(file.chunks)
    expect(csv.trimEnd().split('\r\n')).toHaveLength(all + 1)
    expect(csv).toContain(
      `'-Dash,"'Quote, Mary",marcus@example.com,Authorised user,No,Pending,2026-03-02,,osir: Full\r\n`,
    )
    const json = await exportAuthorisations(pa.context, { abn: abns.wattle, format: 'json', search: 'bulk' })
    expect(JSON.parse(await textOf(json.chunks))).toHaveLength(119)
    const none = await exportAuthorisations(pa.context, { abn: abns.wattle, format: 'json', search: 'nobody' })
    expect(JSON.parse(await textOf(none.chunks))).toEqual([])
    const told = await world.store.historyEntry.findFirst({ where: { act: 'authorisations-exported' } })
    expect(told).toMatchObject({ actorName: 'Pat Principal' })
  })

  it('goes on from batch to batch without a gap', async () => {
    const template = await world.store.authorisation.findFirstOrThrow({
      where: { abn: abns.wattle, status: 'PENDING' },
    })
    await world.business(abns.quandong)
    await world.store.authorisation.createMany({
      data: Array.from({ length: 1_201 }, (_, at) => ({
        ...template,
        id: world.newId(),
        abn: abns.quandong,
        familyName: `Same${at % 7}`,
        codeHash: `hash ${at}`,
      })),
    })
    const boss = await world.member(abns.quandong, 'ADMINISTRATOR', { name: 'Boss' })
    const { chunks } = await exportAuthorisations(boss.context, { abn: abns.quandong, format: 'csv' })
    expect((await textOf(chunks)).trimEnd().split('\r\n')).toHaveLength(1_203)
  })

  it('gives a history that anybody can verify, and that the list shows', async () => {
    const { chunks } = await exportHistory(pa.context, { abn: abns.wattle, format: 'json' })
    const entries = JSON.parse(await textOf(chunks)) as { [name: string]: never }[]
    let previous = '0'.repeat(64)
    for (const { hash, ...covered } of entries) {
      expect(covered.previousHash).toBe(previous)
      previous = createHash('sha256').update(canonicalJson(covered)).digest('hex')
      expect(hash).toBe(previous)
    }
    expect(entries.length).toBeGreaterThan(120)
    const list = await listHistory(pa.context, { abn: abns.wattle, search: 'bulk', pageSize: 5 })
    expect(list).toMatchObject({ total: 119 })
    expect(list.rows[0]).toMatchObject({ actLabel: 'Authorisation requested', actorName: 'Pat Principal' })
    const filtered = async (changes: object) => (await listHistory(pa.context, { abn: abns.wattle, ...changes })).total
    expect(await filtered({ actionedBy: 'nobody' })).toBe(0)
    expect(await filtered({ category: 'CREDENTIAL' })).toBe(0)
    expect(await filtered({ from: today(), to: today() })).toBe(await filtered({}))
    expect(await filtered({ to: addDays(today(), -1) })).toBe(0)
    expect(await filtered({ from: addDays(today(), 1) })).toBe(0)
  })
})

describe('a person with many businesses', () => {
  it('searches, pages, pins and comes back to them', async () => {
    const { context } = await world.member(abns.ironbark, 'ADMINISTRATOR', { name: 'Many' })
    const { personId } = context.actor
    const template = await world.store.authorisation.findFirstOrThrow({ where: { personId } })
    const made = Array.from({ length: 30 }, (_, at) => ({
      abn: String(50_000_000_000 + at),
      name: `Shop ${String(at).padStart(2, '0')}`,
    }))
    await world.store.business.createMany({
      data: made.map((one) => ({ ...one, entityType: 'Company', createdAt: new Date(0) })),
    })
    await world.store.authorisation.createMany({
      data: made.map(({ abn }) => ({ ...template, id: world.newId(), abn, heldBy: `${abn}/${personId}` })),
    })
    const list = (changes: object) => listMyBusinesses(context, changes)
    const names = (page: { rows: { name: string }[] }) => page.rows.map(({ name }) => name)
    expect(await list({})).toMatchObject({ total: 31, pinned: [], recent: [] })
    const first = await list({ pageSize: 10 })
    const second = await list({ pageSize: 10, after: first.next ?? '' })
    expect(names(second)[0]).toBe('Shop 09')
    expect(names(await list({ pageSize: 10, before: second.previous ?? '' }))).toEqual(names(first))
    expect(names(await list({ search: 'shop 07' }))).toEqual(['Shop 07'])
    expect(names(await list({ search: '96312 011' }))).toEqual(['Ironbark Bakery'])
    await viewBusiness(context, { abn: abns.ironbark })
    await pinBusiness(context, { abn: abns.ironbark, pinned: 'yes' })
    expect(await list({ pageSize: 1 })).toMatchObject({
      pinned: [{ name: 'Ironbark Bakery', pinned: true }],
      recent: [],
    })
    await pinBusiness(context, { abn: abns.ironbark, pinned: 'no' })
    expect(await list({ pageSize: 1 })).toMatchObject({ pinned: [], recent: [{ name: 'Ironbark Bakery' }] })
    const recent = await list({ sort: 'recent', pageSize: 3 })
    expect(names(recent)).toEqual(['Ironbark Bakery', 'Shop 00', 'Shop 01'])
    const next = await list({ sort: 'recent', pageSize: 3, after: recent.next ?? '' })
    expect(names(next)).toEqual(['Shop 02', 'Shop 03', 'Shop 04'])
    expect(names(await list({ sort: 'recent', pageSize: 3, before: next.previous ?? '' }))).toEqual(names(recent))
  })
})

describe('a name that has changed', () => {
  it('is brought up to the Digital ID on every authorisation, and told', async () => {
    const { context, id } = await world.member(abns.wattle, 'AUTHORISED_USER', { name: 'Maiden' })
    const married = { ...context, actor: { ...context.actor, familyName: 'Married' } }
    expect(await viewMyProfile(married)).toMatchObject({ underAnotherName: 1 })
    expect(await updateMyName(married)).toEqual({ changed: 1, left: 0 })
    expect(await updateMyName(married)).toEqual({ changed: 0, left: 0 })
    expect(await world.store.authorisation.findUnique({ where: { id } })).toMatchObject({ familyName: 'Married' })
    const told = await world.store.historyEntry.findFirst({ where: { subjectId: id, act: 'name-changed' } })
    expect(told?.details).toMatchObject({ changed: { familyName: { from: 'Maiden', to: 'Married' } } })
  })
})

describe('a person whom the register lists no more', () => {
  it('is no longer principal authority; who still is listed stays', async () => {
    const jack = await world.known('jack')
    const mei = await world.known('mei')
    await world.business(abns.surveyors)
    for (const { actor } of [jack, mei]) {
      const { personId, givenNames, familyName } = actor
      await world.store.authorisation.create({
        data: {
          id: world.newId(),
          abn: abns.surveyors,
          type: 'PRINCIPAL_AUTHORITY',
          status: 'ACTIVE',
          personId,
          heldBy: `${abns.surveyors}/${personId}`,
          givenNames,
          familyName,
          email: `${givenNames.toLowerCase()}@example.com`,
          startDate: today(),
          createdAt: new Date(world.clock.now()),
          createdById: personId,
        },
      })
    }
    expect(await endLostAssociations(world.runtime)).toEqual({ checked: 2, ended: 0 })
    await world.store.registerAssociate.deleteMany({ where: { abn: abns.surveyors, givenNames: 'Jack' } })
    expect(await endLostAssociations(world.runtime)).toEqual({ checked: 0, ended: 0 })
    world.clock.advance(day + 1)
    expect(await endLostAssociations(world.runtime)).toEqual({ checked: 2, ended: 1 })
    await expect(viewBusiness(jack, { abn: abns.surveyors })).rejects.toMatchObject({ code: 'ram.no-authorisation' })
    await viewBusiness(mei, { abn: abns.surveyors })
    expect(await world.newestMail('jack@example.com', 'business-unlinked')).not.toBeNull()
    world.clock.advance(-day - 1)
  })
})

describe('RAM as attribute provider', () => {
  it('tells a service only of businesses that it is reached for, with an identity that is strong enough', async () => {
    const { context, id } = await world.member(abns.wattle, 'ADMINISTRATOR_MCA', { name: 'Attribute' })
    const { personId } = context.actor
    await world.store.authorisationAccess.create({
      data: { authorisationId: id, agencyId: 'ato', level: 'CUSTOM', serviceIds: ['abr'] },
    })
    const ask = (serviceIds: string[], strength: 'BASIC' | 'STANDARD' = 'STANDARD') =>
      businessAuthorisations(world.runtime, { personId, strength, serviceIds })
    expect(await ask(['abr', 'osb', 'usi'])).toEqual([
      {
        abn: abns.wattle,
        business_name: 'Wattle Vale Training',
        authorisation_type: 'authorised_user',
        is_administrator: true,
        is_machine_credential_administrator: true,
        services: [{ id: 'abr', access: 'custom' }],
        start_date: '2026-03-02',
        end_date: null,
      },
    ])
    expect(await ask(['usi'])).toEqual([])
    expect(await ask(['abr'], 'BASIC')).toEqual([])
    const decide = (changes: object) =>
      decideAccess(world.runtime, { personId, strength: 'STANDARD', abn: abns.wattle, serviceId: 'abr', ...changes })
    expect(await decide({})).toEqual({ allowed: true, level: 'CUSTOM', authorisationId: id, endDate: null })
    expect(await decide({ serviceId: 'osb' })).toMatchObject({ reason: 'no-access' })
    expect(await decide({ serviceId: 'none' })).toMatchObject({ reason: 'unknown-service' })
    expect(await decide({ strength: 'BASIC' })).toMatchObject({ reason: 'identity-too-weak' })
    expect(await decide({ abn: abns.ironbark })).toMatchObject({ reason: 'no-authorisation' })
    expect(await decide({ personId: pa.context.actor.personId, serviceId: 'usi' })).toMatchObject({
      allowed: true,
      level: 'FULL',
    })
    await world.store.authorisation.update({ where: { id }, data: { endDate: today() } })
    world.clock.advance(day)
    expect(await decide({})).toMatchObject({ reason: 'not-in-force' })
    expect(await ask(['abr'])).toEqual([])
    world.clock.advance(-day)
  })
})
