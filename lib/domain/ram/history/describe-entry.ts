import { dayOf, formatDay } from '../../../core/calendar-day.ts'
import { instant } from '../../../core/clock.ts'
import { typeLabel } from '../../../policy/permissions/roles.ts'
import { changeSentences, type FieldChanges, printed } from '../authorisations/edit/field-changes.ts'

/** What the history's acts are called. Acts of machine credentials and others name themselves. */
const actLabels: Record<string, string> = {
  'business-linked': 'Business linked',
  'authorisation-requested': 'Authorisation requested',
  'authorisation-accepted': 'Authorisation accepted',
  'authorisation-started': 'Authorisation started',
  'authorisation-declined': 'Authorisation declined',
  'authorisation-edited': 'Authorisation edited',
  'authorisation-renewed': 'Authorisation renewed',
  'authorisation-removed': 'Authorisation removed',
  'authorisation-removed-by-holder': 'Authorisation removed by the representative',
  'authorisation-overridden': 'Authorisation overridden by a higher one',
  'authorisation-expired': 'Authorisation expired',
  'authorisation-ended-by-register': 'Authorisation ended: no longer an associate',
  'code-reissued': 'Authorisation code re-issued',
  'code-lapsed': 'Authorisation code lapsed',
  'new-code-asked-for': 'New authorisation code asked for',
  'email-changed': 'Email address changed',
  'name-changed': 'Name changed',
  'notification-added': 'Cloud software notification added',
  'notification-requested': 'Cloud software notification requested',
  'notification-accepted': 'Cloud software notification accepted',
  'notification-declined': 'Cloud software notification declined',
  'notification-ended': 'Cloud software notification ended',
  'api-token-created': 'API token created',
  'api-token-revoked': 'API token revoked',
  'dsp-registered': 'Registered as a developer',
  'dsp-contact-added': 'Contact for DSPs registered',
  'dsp-contact-edited': 'Contact for DSPs changed',
  'dsp-contact-removed': 'Contact for DSPs removed',
  'dsp-product-registered': 'Software product registered',
  'dsp-product-welcomed': 'Welcome pack sent',
  'dsp-product-first-call': 'First call of the product seen',
  'dsp-product-tested': 'Every conformance case passed',
  'dsp-product-verified': 'Software product verified',
  'dsp-product-withdrawn': 'Software product withdrawn',
  'dsp-case-attested': 'Conformance case confirmed by hand',
  'usi-kit-granted': 'USI developer kit granted',
}

/** An entry's act and details in words. Details that nobody needs to read are left out. */
export function describeEntry(entry: { act: string; details: unknown }): { actLabel: string; details: string[] } {
  return { actLabel: actLabels[entry.act] ?? spelledOut(entry.act), details: sentences(entry.details) }
}

function sentences(details: unknown): string[] {
  if (typeof details !== 'object' || details === null) return []
  const facts = details as { [name: string]: unknown }
  const lines = isObject(facts.changed) ? changeSentences(facts.changed as FieldChanges) : []
  if (typeof facts.type === 'string')
    lines.push(`Authorisation: ${typeLabel(facts as Parameters<typeof typeLabel>[0])}`)
  for (const [name, label] of Object.entries(labels)) {
    const value = facts[name]
    if (value === undefined || value === null || value === false) continue
    lines.push(value === true ? label : `${label}: ${printedFact(value)}`)
  }
  return lines
}

const labels: Record<string, string> = {
  isMachineCredentialAdministrator: 'Machine credential administrator',
  role: 'Role in the register',
  startDate: 'From',
  endDate: 'Until',
  email: 'Email address',
  reason: 'Reason',
  consent: 'Express consent given',
  client: 'Client',
  provider: 'Provider',
  softwareId: 'Software ID',
  service: 'Service',
  serial: 'Serial number',
  validTo: 'Valid to',
  worksUntil: 'Works until',
  rights: 'Rights',
  developer: 'Developer',
  mainContact: 'Main contact',
  code: 'Product code',
  conformanceCase: 'Case',
  environment: 'Environment',
}

function printedFact(value: unknown): string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T/.test(value)
    ? formatDay(dayOf(instant(value)))
    : printed(value)
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function spelledOut(act: string): string {
  const words = act.replaceAll('-', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}
