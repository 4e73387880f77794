import type { Settings } from '../../../platform/settings/settings.ts'
import type { DspRequest } from '../../../platform/store/generated/client.ts'
import { type RequestEvent, severityRules } from '../../../policy/dsp/support.ts'
import { requestReference } from '../support/file-request.ts'
import { businessFacts, type DspMail } from './dsp-mails.ts'
import { dspAddresses } from './page-addresses.ts'

type House = Pick<Settings, 'publicUrl'>
type Business = { abn: string; name: string }

/** To whoever asked: the desk has it. */
export function requestOpenedMail(
  house: House,
  business: Business,
  request: { id: string; reference: string; kind: string; subject: string; hours: number; to: string },
): DspMail {
  const { id, reference, kind, subject, hours, to } = request
  return {
    dedupeKey: `dsp-request-opened/${id}`,
    kind: 'dsp-request-opened',
    to,
    subject: `${reference}: ${subject}`,
    heading: `We have your ${kind.toLowerCase()}`,
    blocks: [
      { facts: [['Reference', reference], ['Subject', subject], ...businessFacts(business)] },
      { text: `The desk means to answer within ${hours} hours. The answer comes to this address.` },
      { link: dspAddresses(house).request(business.abn, id), label: 'See the request' },
    ],
  }
}

/** To whoever asked: the desk has answered. */
export function answeredMail(
  house: House,
  business: Business,
  request: DspRequest,
  { text, authorName }: { text: string; authorName: string },
): DspMail {
  const reference = requestReference(request.number)
  const isResolved = request.status === 'RESOLVED'
  return {
    dedupeKey: `dsp-request-answered/${request.id}/${request.version}`,
    kind: 'dsp-request-answered',
    to: request.email,
    subject: `${reference}: ${isResolved ? 'resolved' : 'answered'} - ${request.subject}`,
    heading: isResolved ? 'Your request is resolved' : 'The desk has answered',
    blocks: [
      { text: `${authorName} wrote about ${reference}, "${request.subject}":` },
      ...text
        .split('\n')
        .filter(Boolean)
        .map((paragraph) => ({ text: paragraph })),
      { link: dspAddresses(house).request(business.abn, request.id), label: 'See the request and reply' },
    ],
  }
}

const said: Record<RequestEvent | 'open', string> = {
  open: 'sent',
  answer: 'answered',
  reply: 'replied',
  escalate: 'escalated',
  resolve: 'resolved',
  reopen: 'opened again',
  withdraw: 'withdrew',
}

/** To the desk: a DSP did something with its request. */
export function deskMail(
  house: House,
  business: Business,
  request: DspRequest,
  {
    event,
    text,
    authorName,
    to,
  }: { event: RequestEvent | 'open'; text: string | undefined; authorName: string; to: string },
): DspMail {
  const reference = requestReference(request.number)
  const severity = request.severity === null ? [] : ([['Severity', severityRules[request.severity].name]] as const)
  return {
    dedupeKey: `dsp-request-${event}/${request.id}/${request.version}/${to}`,
    kind: `dsp-desk-${event}`,
    to,
    subject: `${reference} ${said[event]}: ${request.subject}`,
    heading: `${authorName} ${said[event]} ${reference}`,
    blocks: [
      { facts: [['Subject', request.subject], ...severity, ...businessFacts(business)] },
      ...(text ?? '')
        .split('\n')
        .filter(Boolean)
        .map((paragraph) => ({ text: paragraph })),
      { link: dspAddresses(house).deskRequest(request.id), label: 'Open it at the desk' },
    ],
  }
}
