import { describe, expect, it } from 'vitest'
import type { Abn } from '../../../../core/abn.ts'
import { httpRegister } from './http-register.ts'

const business = {
  abn: '27809366375',
  acn: null,
  name: 'Wattle Vale Training',
  entityType: 'Company',
  status: 'REGISTERED',
  statusFrom: '2019-07-01',
  state: 'VIC',
  postcode: '3065',
  hasIndividualAssociates: true,
}
const person = { givenNames: 'Olivia', familyName: 'Nguyen', birthDate: '1984-05-17' }
const address = { addressLine: '12 Wattle Street', suburb: 'Fitzroy', state: 'VIC', postcode: '3065' }

/** A register that answers everything alike, and remembers what it was asked. */
const answering = (status: number, body: unknown) => {
  const asked: { url: string; init: RequestInit | undefined }[] = []
  const register = httpRegister('https://register.example.com/v1', async (url, init) => {
    asked.push({ url: String(url), init })
    return new Response(typeof body === 'string' ? body : JSON.stringify(body), { status })
  })
  return { register, asked }
}

describe('a register behind HTTP', () => {
  it('is asked as agreed', async () => {
    const found = answering(200, business)
    expect(await found.register.findBusiness(business.abn as Abn)).toEqual(business)
    expect(found.asked[0]).toMatchObject({
      url: 'https://register.example.com/v1/businesses/27809366375',
      init: { method: 'GET', redirect: 'error' },
    })
    const listed = answering(200, [{ business, role: 'Director', detailsOutdated: false }])
    expect(await listed.register.findAssociations(person, address)).toMatchObject([{ role: 'Director' }])
    expect(JSON.parse(String(listed.asked[0]?.init?.body))).toEqual({ person, address })
    const searched = answering(200, [business])
    await searched.register.searchBusinesses('a & b/../c', 5)
    expect(searched.asked[0]?.url).toBe('https://register.example.com/v1/businesses?name=a+%26+b%2F..%2Fc&limit=5')
    expect(await answering(200, { associate: true }).register.isAssociate(business.abn as Abn, person)).toBe(true)
  })

  it('may have nothing', async () => {
    const { register } = answering(404, 'not found')
    expect(await register.findBusiness(business.abn as Abn)).toBeUndefined()
    expect(await register.findAssociations(person, address)).toEqual([])
    expect(await register.searchBusinesses('x', 5)).toEqual([])
    await expect(register.isAssociate(business.abn as Abn, person)).rejects.toMatchObject({
      code: 'ram.register-unavailable',
    })
    expect(await answering(200, { associate: false }).register.isAssociate(business.abn as Abn, person)).toBe(false)
  })

  it.each([
    ['an error', 500, business],
    ['no JSON', 200, '<html>'],
    ['something else', 200, { ...business, abn: '11111111111' }],
    ['too little', 200, { abn: business.abn }],
    ['an unknown status', 200, { ...business, status: 'MAYBE' }],
  ])('is unavailable when it answers with %s', async (_, status, body) => {
    const { register } = answering(status, body)
    await expect(register.findBusiness(business.abn as Abn)).rejects.toMatchObject({ code: 'ram.register-unavailable' })
  })

  it('is unavailable when it cannot be reached', async () => {
    const register = httpRegister('https://register.example.com', () => Promise.reject(new TypeError('fetch failed')))
    const error = await register.isAssociate(business.abn as Abn, person).catch((reason: unknown) => reason)
    expect(error).toMatchObject({ code: 'ram.register-unavailable' })
    expect(String(error)).not.toContain('Olivia')
  })
})
