/** Rules of the service desk for DSPs. */

export const supportKinds = ['QUESTION', 'INCIDENT', 'FEEDBACK'] as const
export type SupportKind = (typeof supportKinds)[number]

export const requestKindNames = {
  DEVELOPER_REGISTRATION: 'SBR developer registration',
  CONTACT_REGISTRATION: 'New contact registration',
  PRODUCT_REGISTRATION: 'Register your product and enter EVTE',
  USI_KIT: 'USI developer kit application',
  QUESTION: 'Question',
  INCIDENT: 'Incident report',
  FEEDBACK: 'Feedback',
} as const

export const supportTopics = ['myid', 'ram', 'm2m', 'evte', 'other'] as const
export type SupportTopic = (typeof supportTopics)[number]
export const topicNames: Record<SupportTopic, string> = {
  myid: 'myID (Digital ID)',
  ram: 'RAM (authorisations)',
  m2m: 'M2M (machine credentials and tokens)',
  evte: 'Testing environments (EVTE)',
  other: 'Something else',
}

export const severities = ['CRITICAL', 'HIGH', 'NORMAL', 'LOW'] as const
export type Severity = (typeof severities)[number]

/** How bad an incident is, and within how many hours the desk means to answer. */
export const severityRules: Record<Severity, { name: string; hint: string; answerHours: number }> = {
  CRITICAL: {
    name: 'Critical',
    hint: 'A credential is stolen or misused, or no customer can send.',
    answerHours: 1,
  },
  HIGH: { name: 'High', hint: 'Many customers cannot send, and there is no way around it.', answerHours: 4 },
  NORMAL: { name: 'Normal', hint: 'Some calls fail, or there is a way around it.', answerHours: 24 },
  LOW: { name: 'Low', hint: 'A nuisance, or something to look at when there is time.', answerHours: 72 },
}

/** Hours within which the desk means to answer what is no incident. */
export const usualAnswerHours = 24

/** One step up; critical stays critical. */
export function escalated(severity: Severity): Severity {
  return severities[Math.max(0, severities.indexOf(severity) - 1)] as Severity
}

export type RequestStatus = 'OPEN' | 'ANSWERED' | 'RESOLVED' | 'WITHDRAWN'
export type RequestEvent = 'answer' | 'reply' | 'escalate' | 'resolve' | 'reopen' | 'withdraw'

type Row = { from: readonly RequestStatus[]; to: RequestStatus; by: readonly ('desk' | 'dsp')[] }

/** What can happen to a question, an incident or feedback, and by whom. */
export const requestTransitions: Record<RequestEvent, Row> = {
  answer: { from: ['OPEN', 'ANSWERED'], to: 'ANSWERED', by: ['desk'] },
  reply: { from: ['OPEN', 'ANSWERED'], to: 'OPEN', by: ['dsp'] },
  escalate: { from: ['OPEN', 'ANSWERED'], to: 'OPEN', by: ['dsp'] },
  resolve: { from: ['OPEN', 'ANSWERED'], to: 'RESOLVED', by: ['desk', 'dsp'] },
  reopen: { from: ['RESOLVED'], to: 'OPEN', by: ['dsp'] },
  withdraw: { from: ['OPEN', 'ANSWERED'], to: 'WITHDRAWN', by: ['dsp'] },
}

export const requestStatusNames: Record<RequestStatus, string> = {
  OPEN: 'With the desk',
  ANSWERED: 'Answered: your turn',
  RESOLVED: 'Resolved',
  WITHDRAWN: 'Withdrawn',
}

/** The status after the event by that side, or `undefined` where the table does not allow it. */
export function afterRequestEvent(
  status: RequestStatus,
  event: RequestEvent,
  side: 'desk' | 'dsp',
): RequestStatus | undefined {
  const { from, to, by } = requestTransitions[event]
  if (!(from.includes(status) && by.includes(side))) return undefined
  return to
}
