import { describe, expect, it } from 'vitest'
import { casesFor, conformanceCases } from './cases/index.ts'
import { afterEvent, type EnrolmentEvent, enrolmentStatuses, enrolmentTransitions } from './enrolment.ts'
import { dspHostings, dspServices } from './products.ts'
import { afterRequestEvent, escalated, type RequestEvent, requestTransitions, severities } from './support.ts'

describe('the way of a product through an environment', () => {
  const events = Object.keys(enrolmentTransitions) as EnrolmentEvent[]

  it('leads from registered to verified in one order', () => {
    let status = enrolmentStatuses[0] as (typeof enrolmentStatuses)[number]
    for (const event of ['send-pack', 'see-call', 'pass-all', 'verify'] as const)
      status = afterEvent(status, event) ?? 'WITHDRAWN'
    expect(status).toBe('VERIFIED')
  })

  it('has no other steps than these', () => {
    const steps = enrolmentStatuses.flatMap((status) =>
      events.flatMap((event) => {
        const next = afterEvent(status, event)
        return next === undefined ? [] : [`${status} ${event} ${next}`]
      }),
    )
    expect(steps).toEqual([
      'REGISTERED send-pack PACK_SENT',
      'REGISTERED withdraw WITHDRAWN',
      'PACK_SENT see-call TESTING',
      'PACK_SENT withdraw WITHDRAWN',
      'TESTING pass-all TESTED',
      'TESTING withdraw WITHDRAWN',
      'TESTED verify VERIFIED',
      'TESTED withdraw WITHDRAWN',
    ])
  })

  it('ends where it is verified or withdrawn', () => {
    for (const status of ['VERIFIED', 'WITHDRAWN'] as const) {
      expect(events.filter((event) => afterEvent(status, event) !== undefined)).toEqual([])
    }
  })
})

describe('requests', () => {
  it('let neither side do what is the other’s', () => {
    const events = Object.keys(requestTransitions) as RequestEvent[]
    const of = (side: 'desk' | 'dsp') => events.filter((event) => afterRequestEvent('OPEN', event, side) !== undefined)
    expect(of('desk')).toEqual(['answer', 'resolve'])
    expect(of('dsp')).toEqual(['reply', 'escalate', 'resolve', 'withdraw'])
    expect(events.filter((event) => afterRequestEvent('WITHDRAWN', event, 'dsp') !== undefined)).toEqual([])
  })

  it('grow more severe by one step, and no further than critical', () => {
    expect(severities.map(escalated)).toEqual(['CRITICAL', 'CRITICAL', 'HIGH', 'NORMAL'])
  })
})

describe('conformance cases', () => {
  it.each(dspServices)('of %s have names of their own and begin with the token', (service) => {
    const ids = conformanceCases[service].map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    expect(ids[0]).toBe('get-token')
    for (const { id, steps, why, title } of conformanceCases[service]) {
      expect([id, steps.length > 0, why.length > 10, title.length > 5]).toEqual([id, true, true, true])
    }
  })

  it('of cloud software are for cloud software only', () => {
    const extra = (hosting: (typeof dspHostings)[number]) =>
      casesFor('USI', hosting).filter(({ id }) => id.startsWith('cloud')).length
    expect(dspHostings.map(extra)).toEqual([0, 0, 2])
  })
})
