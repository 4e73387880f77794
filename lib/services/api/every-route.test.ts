import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ApiAnswer, newToken, serveApi } from '../../../test/support/api.ts'
import { openTestAuthority } from '../../../test/support/authority.ts'
import { requestFor } from '../../../test/support/credentials.ts'
import { abns, createRamWorld, type RamWorld } from '../../../test/support/ram.ts'
import { keepTrace } from '../../../test/support/traces.ts'
import { uuid } from '../../core/random.ts'
import { apiRightNames } from '../../policy/permissions/api-rights.ts'
import { pathFields, placesOf } from './fields.ts'
import { areas } from './table.ts'

/** Every route: does its work and answers as described; and refuses who has no token, another right, another business. */

const routes = areas.flatMap((area) => area.routes)
let world: RamWorld
let api: Awaited<ReturnType<typeof serveApi>>
let token: string
let other: string
const ids: Record<string, string> = {}
beforeAll(async () => {
  world = await createRamWorld('embedded')
  await openTestAuthority(world.runtime)
  api = await serveApi(world)
  token = (await newToken(world, await world.member(abns.wattle, 'PRINCIPAL_AUTHORITY'))).secret
  other = (await newToken(world, await world.member(abns.banksia, 'PRINCIPAL_AUTHORITY'))).secret
  ids.trace = await keepTrace(world.runtime, { abn: abns.wattle })
})
afterAll(async () => {
  await api.close()
  await world.runtime.close()
})

const home = `/businesses/${abns.wattle}`
const dsp = `${home}/dsp`
const softwareIds = (id: string) => ({
  softwareIds: [id],
  serviceId: 'usi',
  startDate: '2026-03-02',
  declaration: true,
})
const call = (method: string, path: string, body?: unknown, headers?: Record<string, string>) =>
  api.call(method, path, {
    token,
    ...(body === undefined ? {} : { body }),
    ...(headers === undefined ? {} : { headers }),
  })

/** The whole of an API user's day, in an order in which each step finds what it needs. */
const steps: [id: string, run: () => Promise<ApiAnswer>, status?: number][] = [
  ['viewToken', () => call('GET', '/token')],
  ['viewBusiness', () => call('GET', home)],
  ['listAuthorisationChoices', () => call('GET', `${home}/authorisations/choices?representativeType=STANDARD`)],
  [
    'createAuthorisation',
    async () => {
      const answer = await call('POST', `${home}/authorisations`, {
        representativeType: 'STANDARD',
        givenNames: 'Marcus',
        familyName: 'Webb',
        email: 'marcus@example.com',
        isAdministrator: true,
        isMachineCredentialAdministrator: false,
        startDate: '2026-03-02',
        endDate: '2026-09-02',
        access: [{ agencyId: 'osir', level: 'FULL' }],
        declaration: true,
      })
      ids.authorisation = String(answer.body.id)
      return answer
    },
    201,
  ],
  ['listAuthorisations', () => call('GET', `${home}/authorisations?status=PENDING&search=webb`)],
  [
    'exportAuthorisations',
    () => file(`${home}/authorisations/export?format=csv&status=PENDING`, 'text/csv; charset=utf-8'),
  ],
  ['previewImport', () => call('POST', `${home}/authorisations/imports/preview`, { csv: people })],
  [
    'importAuthorisations',
    async () => {
      const headers = { 'idempotency-key': 'import' }
      const send = () => call('POST', `${home}/authorisations/imports`, { csv: people, declaration: true }, headers)
      const answer = await send()
      expect(answer.body).toMatchObject({ sent: [{ line: 2 }], failed: [{ line: 3 }] })
      expect((await send()).body).toEqual(answer.body)
      return answer
    },
  ],
  ['viewAuthorisation', () => call('GET', `${home}/authorisations/${ids.authorisation}`)],
  [
    'editAuthorisation',
    () =>
      call(
        'PATCH',
        `${home}/authorisations/${ids.authorisation}`,
        { endDate: '', declaration: true },
        { 'if-match': '"1"' },
      ),
  ],
  ['reissueCode', () => call('POST', `${home}/authorisations/${ids.authorisation}/code`)],
  [
    'renewAuthorisations',
    () => call('POST', `${home}/authorisations/renewals`, { items: [{ id: ids.authorisation }], declaration: true }),
  ],
  ['removeAuthorisation', () => call('DELETE', `${home}/authorisations/${ids.authorisation}`)],
  ['findBusiness', () => call('GET', `${home}/notifications/businesses?search=${abns.banksia}`)],
  [
    'createNotification',
    async () => {
      const body = { ...softwareIds('1000000001'), providerAbn: abns.banksia }
      const answer = await call('POST', `${home}/notifications`, body)
      ids.notification = String((answer.body.ids as string[])[0])
      return answer
    },
    201,
  ],
  [
    'requestNotification',
    () => call('POST', `${home}/notifications/requests`, { ...softwareIds('1000000002'), clientAbn: abns.banksia }),
    201,
  ],
  ['listNotifications', () => call('GET', `${home}/notifications?side=providers`)],
  ['viewNotification', () => call('GET', `${home}/notifications/${ids.notification}`)],
  [
    'acceptNotification',
    async () =>
      call('POST', `${home}/notifications/${await requestedByBanksia('1000000003')}/acceptance`, { declaration: true }),
  ],
  [
    'declineNotification',
    async () => call('POST', `${home}/notifications/${await requestedByBanksia('1000000004')}/refusal`),
  ],
  ['endNotification', () => call('DELETE', `${home}/notifications/${ids.notification}`)],
  ['listCredentialChoices', () => call('GET', `${home}/credentials/choices`)],
  [
    'createCredential',
    async () => {
      const certificateRequest = await requestFor({ abn: abns.wattle, name: 'ByProgram' })
      const body = { name: 'ByProgram', certificateRequest, declaration: true }
      const answer = await call('POST', `${home}/credentials`, body, { 'idempotency-key': 'credential' })
      const again = await call('POST', `${home}/credentials`, body, { 'idempotency-key': 'credential' })
      expect(again.body).toEqual(answer.body)
      ids.credential = String(answer.body.credentialId)
      return answer
    },
    201,
  ],
  ['listCredentials', () => call('GET', `${home}/credentials?status=active`)],
  ['exportCredentials', () => file(`${home}/credentials/export?search=Program`, 'text/csv; charset=utf-8')],
  ['viewCredential', () => call('GET', `${home}/credentials/${ids.credential}`)],
  [
    'claimCredential',
    async () => {
      await world.store.credential.update({
        where: { id: ids.credential as string },
        data: {
          status: 'SUSPENDED',
          custodianId: null,
          unassignedAt: new Date(world.clock.now()),
          worksUntil: new Date(world.clock.now() + 60 * 86_400_000),
          version: { increment: 1 },
        },
      })
      const { headers } = await call('GET', `${home}/credentials/${ids.credential}`)
      const seen = { 'if-match': headers.get('etag') ?? '' }
      return await call('POST', `${home}/credentials/${ids.credential}/claim`, { declaration: true }, seen)
    },
  ],
  [
    'revokeCredential',
    async () => {
      const { headers } = await call('GET', `${home}/credentials/${ids.credential}`)
      const stale = await call(
        'POST',
        `${home}/credentials/${ids.credential}/revocation`,
        { reason: 'SUPERSEDED', declaration: true },
        { 'if-match': '"1"' },
      )
      expect(stale).toMatchObject({ status: 412, body: { code: 'api.version-changed' } })
      return await call(
        'POST',
        `${home}/credentials/${ids.credential}/revocation`,
        { reason: 'SUPERSEDED', declaration: true },
        { 'if-match': headers.get('etag') ?? '' },
      )
    },
  ],
  ['listTraces', () => call('GET', `${home}/traces?outcome=REFUSED`)],
  ['viewTrace', () => call('GET', `${home}/traces/${ids.trace}`)],
  ['exportTrace', () => file(`${home}/traces/${ids.trace}/bundle`, 'application/json')],
  ['exportHistory', () => file(`${home}/history/export?format=json`, 'application/json')],
  ['listHistory', () => call('GET', `${home}/history?category=CREDENTIAL`)],
  [
    'registerDeveloper',
    () =>
      call('POST', dsp, {
        developerKinds: ['COMMERCIAL'],
        givenNames: 'Olivia',
        familyName: 'Nguyen',
        email: 'olivia@example.com',
        phone: '02 5550 1111',
        declaration: true,
      }),
    201,
  ],
  ['viewDsp', () => call('GET', dsp)],
  [
    'registerProduct',
    async () => {
      const product = { name: 'By program', productVersion: '1', hosting: 'SERVER', audience: 'IN_HOUSE' }
      const answer = await call('POST', `${dsp}/products`, { ...product, services: ['USI'], declaration: true })
      ids.product = String(answer.body.productId)
      return answer
    },
    201,
  ],
  [
    'addDspContact',
    async () => {
      const answer = await call('POST', `${dsp}/contacts`, { ...contact, isMain: false })
      ids.contact = String(answer.body.id)
      return answer
    },
    201,
  ],
  [
    'editDspContact',
    async () => {
      const edit = (version: string) =>
        call('PUT', `${dsp}/contacts/${ids.contact}`, { ...contact, isMain: true }, { 'if-match': version })
      expect(await edit('"7"')).toMatchObject({ status: 412 })
      return await edit('"1"')
    },
  ],
  [
    'removeDspContact',
    async () => {
      const main = await call('DELETE', `${dsp}/contacts/${ids.contact}`)
      expect(main).toMatchObject({ status: 409, body: { code: 'dsp.main-contact-stays' } })
      const { body } = await call('GET', dsp)
      const [other] = (body.contacts as { id: string; isMain: boolean }[]).filter(({ isMain }) => !isMain)
      return await call('DELETE', `${dsp}/contacts/${other?.id}`)
    },
  ],
  ['viewProduct', () => call('GET', `${dsp}/products/${ids.product}`)],
  [
    'applyForUsiKit',
    () => call('POST', `${dsp}/products/${ids.product}/usi-kit`, { purpose: 'Verifies students.', declaration: true }),
  ],
  ['viewWelcomePack', () => call('GET', `${dsp}/products/${ids.product}/welcome-pack`)],
  [
    'downloadWelcomePack',
    async () => {
      const answer = await call('GET', `${dsp}/products/${ids.product}/welcome-pack/zip`)
      expect(answer.headers.get('content-type')).toBe('application/zip')
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="welcome-pack-evte-/)
      const { body } = await call('GET', `${dsp}/products/${ids.product}`)
      expect(body.product).toMatchObject({ packDownloadedAt: expect.any(String) })
      return answer
    },
  ],
  ['viewChecklist', () => call('GET', `${dsp}/products/${ids.product}/tests/usi`)],
  [
    'attestCase',
    () => call('POST', `${dsp}/products/${ids.product}/tests/usi/cases/bad-password`, { told: 'It said: wrong.' }),
  ],
  ['finishTests', () => call('POST', `${dsp}/products/${ids.product}/tests/usi/verification`, {}), 409],
  [
    'viewReport',
    async () => {
      const early = await call('GET', `${dsp}/products/${ids.product}/tests/usi/report`)
      expect(early).toMatchObject({ status: 409, body: { code: 'dsp.report-not-there' } })
      await world.store.dspEnrolment.updateMany({
        where: { productId: ids.product as string },
        data: {
          verifiedAt: new Date(world.clock.now()),
          report: { title: 'Report', sections: [], footer: 'Made up.' },
        },
      })
      return await call('GET', `${dsp}/products/${ids.product}/tests/usi/report`)
    },
  ],
  ['downloadReportAsPdf', () => file(`${dsp}/products/${ids.product}/tests/usi/report/pdf`, 'application/pdf')],
  [
    'downloadReportAsHtml',
    () => file(`${dsp}/products/${ids.product}/tests/usi/report/html`, 'text/html; charset=utf-8'),
  ],
  ['viewProductTrace', () => call('GET', `${dsp}/products/${ids.product}/traces/${ids.trace}`), 404],
  ['viewPerformance', () => call('GET', `${dsp}/products/${ids.product}/performance`)],
  [
    'openDspRequest',
    async () => {
      const question = { kind: 'QUESTION', topic: 'm2m', subject: 'Why?', text: 'I would like to know.' }
      const answer = await call('POST', `${dsp}/requests`, { ...question, isPrivate: false })
      ids.request = String(answer.body.id)
      return answer
    },
    201,
  ],
  ['listDspRequests', () => call('GET', `${dsp}/requests?status=OPEN`)],
  ['viewDspRequest', () => call('GET', `${dsp}/requests/${ids.request}`)],
  [
    'actOnDspRequest',
    () => call('POST', `${dsp}/requests/${ids.request}/messages`, { event: 'withdraw' }, { 'if-match': '"1"' }),
  ],
  ['withdrawProduct', () => call('POST', `${dsp}/products/${ids.product}/withdrawal`, { service: 'SBR2' }), 404],
]

const contact = { givenNames: 'Marcus', familyName: 'Webb', email: 'marcus@example.com', phone: '02 5550 2222' }

const people = `given names,family name,email,agencies
Ann,Stone,ann@example.com,osir
Bob,,nobody,osir
`

async function file(path: string, type: string): Promise<ApiAnswer> {
  const answer = await call('GET', path)
  expect(answer.headers.get('content-type'), JSON.stringify(answer.body)).toBe(type)
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+"$/)
  return answer
}

async function requestedByBanksia(softwareId: string): Promise<string> {
  const answer = await api.call('POST', `/businesses/${abns.banksia}/notifications/requests`, {
    token: other,
    body: { ...softwareIds(softwareId), clientAbn: abns.wattle },
  })
  return String((answer.body.ids as string[])[0])
}

describe('every route', () => {
  it.each(steps)('%s does its work', async (id, run, status = 200) => {
    expect(routes.map((route) => route.id)).toContain(id)
    const answer = await run()
    expect(answer, JSON.stringify(answer.body)).toMatchObject({ status })
    expect(answer.headers.get('cache-control')).toBe('no-store')
  })

  it('of RAM, credentials and traces is walked here', () => {
    const walked = new Set(steps.map(([id]) => id))
    const ours = routes.filter(({ access }) => typeof access === 'object').map(({ id }) => id)
    expect(ours.filter((id) => !walked.has(id))).toEqual([])
  })
})

describe('the table', () => {
  it('names each call once, and each address once', () => {
    expect(new Set(routes.map(({ id }) => id)).size).toBe(routes.length)
    expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length)
  })

  it.each(routes.map((route) => [`${route.method} ${route.path}`, route] as const))(
    '%s fits together',
    (_name, route) => {
      const places = placesOf(route)
      for (const name of pathFields(route.path)) expect(places.get(name), name).toBe('path')
      if (typeof route.access === 'string') return
      // Without the business in its path, nothing would compare it with the token's.
      if (route.access.right !== 'any') expect(pathFields(route.path)).toContain('abn')
      expect([...places].filter(([name, place]) => name === 'abn' && place !== 'path')).toEqual([])
      const changes = route.method !== 'GET' && route.id !== 'previewImport'
      expect(places.get('submissionId')).toBe(changes ? 'header' : undefined)
    },
  )
})

const closed = routes.filter(({ access }) => typeof access === 'object' && access.right !== 'any')
describe.each(closed.map((route) => [`${route.method} ${route.path}`, route] as const))('%s', (_name, route) => {
  const right = (route.access as { right: (typeof apiRightNames)[number] }).right
  const address = (abn: string) =>
    route.path.replace('{abn}', abn).replace(/\{\w+\}/g, () => uuid(world.runtime.random))
  const ask = (abn: string, asked?: string) =>
    api.call(route.method, address(abn), asked === undefined ? {} : { token: asked })

  it('refuses whom it does not know, and whom it is not for', async () => {
    expect(await ask(abns.wattle)).toMatchObject({ status: 401, body: { code: 'api.no-token' } })
    expect(await ask(abns.wattle, 'mandate_x')).toMatchObject({ status: 401 })
    expect(await ask(abns.wattle, other)).toMatchObject({ status: 403, body: { code: 'api.other-business' } })
    expect(await ask(abns.banksia, token)).toMatchObject({ status: 403, body: { code: 'api.other-business' } })
    await world.store.apiToken.updateMany({
      where: { name: 'test', abn: abns.wattle },
      data: { rights: apiRightNames.filter((name) => name !== right) },
    })
    expect(await ask(abns.wattle, token)).toMatchObject({ status: 403, body: { code: 'api.right-missing' } })
  })
})
