/** Where a product is in one testing environment. */
export const enrolmentStatuses = ['REGISTERED', 'PACK_SENT', 'TESTING', 'TESTED', 'VERIFIED', 'WITHDRAWN'] as const
export type EnrolmentStatus = (typeof enrolmentStatuses)[number]

/** What can happen to it. */
export type EnrolmentEvent = 'send-pack' | 'see-call' | 'pass-all' | 'verify' | 'withdraw'

type Row = {
  from: readonly EnrolmentStatus[]
  to: EnrolmentStatus
  /** Who makes it happen: the house when it sees something, or a person of the DSP. */
  by: 'house' | 'person'
  /** For the documentation. */
  when: string
}

/** The whole way from registered to verified. Code, documentation and tests run on this one table. */
export const enrolmentTransitions: Record<EnrolmentEvent, Row> = {
  'send-pack': {
    from: ['REGISTERED'],
    to: 'PACK_SENT',
    by: 'house',
    when: 'The welcome pack is mailed, in the same moment as the registration.',
  },
  'see-call': {
    from: ['PACK_SENT'],
    to: 'TESTING',
    by: 'house',
    when: 'The first call with a credential of the product reaches a service.',
  },
  'pass-all': {
    from: ['TESTING'],
    to: 'TESTED',
    by: 'house',
    when: 'Every conformance case of the environment is ticked.',
  },
  verify: {
    from: ['TESTED'],
    to: 'VERIFIED',
    by: 'person',
    when: 'A person of the DSP finishes the tests; the report is written and kept.',
  },
  withdraw: {
    from: ['REGISTERED', 'PACK_SENT', 'TESTING', 'TESTED'],
    to: 'WITHDRAWN',
    by: 'person',
    when: 'A person of the DSP takes the product out of the environment.',
  },
}

export const enrolmentLabels: Record<EnrolmentStatus, string> = {
  REGISTERED: 'Registered',
  PACK_SENT: 'Welcome pack sent',
  TESTING: 'Testing',
  TESTED: 'All cases passed',
  VERIFIED: 'Verified',
  WITHDRAWN: 'Withdrawn',
}

/** The status after the event, or `undefined` where the table does not allow it. */
export function afterEvent(status: EnrolmentStatus, event: EnrolmentEvent): EnrolmentStatus | undefined {
  const { from, to } = enrolmentTransitions[event]
  return from.includes(status) ? to : undefined
}

/**
 * Where cases are ticked. Also after the last one, until a person finishes: a newer checklist may have cases that an
 * older one had not.
 */
export const statusesInTests = ['PACK_SENT', 'TESTING', 'TESTED'] as const satisfies readonly EnrolmentStatus[]

export function isInTests(status: EnrolmentStatus): boolean {
  return (statusesInTests as readonly EnrolmentStatus[]).includes(status)
}
