import { type Day, dayOf, formatDay, formatMoment } from '../../../core/calendar-day.ts'
import { type Instant, instant } from '../../../core/clock.ts'
import { calendarFile } from '../../../platform/mail/calendar.ts'
import type { MailFacts } from '../../../platform/mail/queue-mail.ts'
import type { MailBlock } from '../../../platform/mail/template.ts'

/** What every mail about a credential tells. */
export type MailedCredential = {
  id: string
  name: string
  serial: string
  notAfter: Date
  business: { abn: string; name: string }
  publicUrl: string
}

/** A mail without its recipient, who is part of the key by which it is sent once. */
export type DraftMail = Omit<MailFacts, 'to' | 'at' | 'dedupeKey'> & { key: string }

/** Tells that a credential was made, so that nobody makes one unnoticed. */
export function createdMail(of: MailedCredential, by: { name: string; renews: boolean }): DraftMail {
  return draft(of, `credential-created/${of.id}`, 'credential-created', {
    subject: `Machine credential "${of.name}" was ${by.renews ? 'renewed' : 'created'}`,
    heading: `A machine credential was ${by.renews ? 'renewed' : 'created'}`,
    blocks: [
      {
        text: `${by.name} ${by.renews ? 'renewed' : 'created'} the machine credential "${of.name}" for ${of.business.name}. Software that holds it can act for the business.`,
      },
      factsOf(of, [['Valid to', formatMoment(instant(of.notAfter))]]),
      { text: 'If you did not expect this, revoke the credential at once and find out who has the keystore file.' },
    ],
  })
}

/** Tells that a credential can no longer be used. */
export function revokedMail(of: MailedCredential, how: { by: string | undefined; reason: string }): DraftMail {
  return draft(of, `credential-revoked/${of.id}`, 'credential-revoked', {
    subject: `Machine credential "${of.name}" was revoked`,
    heading: 'A machine credential was revoked',
    blocks: [
      {
        text: `The machine credential "${of.name}" of ${of.business.name} was revoked${how.by === undefined ? '' : ` by ${how.by}`}. It does not work any more, and that cannot be undone.`,
      },
      factsOf(of, [['Reason', how.reason]]),
      { text: 'Software that still uses it is refused. Create a new credential for it if it is needed.' },
    ],
  })
}

/** Asks for somebody who looks after a credential. `stage`: days since it became unassigned, as 0, 30 and 53. */
export function unassignedMail(of: MailedCredential, when: { stage: number; worksUntil: Instant }): DraftMail {
  const lastDay = dayOf(instant(when.worksUntil - 1))
  return draft(of, `credential-unassigned/${of.id}/${when.worksUntil}/${when.stage}`, 'credential-unassigned', {
    subject: `Nobody looks after the machine credential "${of.name}"`,
    heading: 'A machine credential needs somebody to look after it',
    blocks: [
      {
        text: `Nobody looks after the machine credential "${of.name}" of ${of.business.name} now. It works until the end of ${formatDay(lastDay)}. If nobody claims it by then, it is revoked and the software that uses it stops.`,
      },
      factsOf(of, [['Works until', formatDay(lastDay)]]),
      { text: 'Claim it if you take over the software or server that uses it, or revoke it if it is not needed.' },
    ],
    calendar: dateOf(of, lastDay, 'works for the last day unless somebody claims it', when.worksUntil),
  })
}

/** Tells who took over the care for a credential. */
export function claimedMail(of: MailedCredential, by: { name: string; at: Instant }): DraftMail {
  return draft(of, `credential-claimed/${of.id}/${by.at}`, 'credential-claimed', {
    subject: `${by.name} now looks after the machine credential "${of.name}"`,
    heading: 'A machine credential was claimed',
    blocks: [
      { text: `${by.name} claimed the machine credential "${of.name}" of ${of.business.name} and looks after it now.` },
      factsOf(of, [['Valid to', formatMoment(instant(of.notAfter))]]),
    ],
  })
}

/** Warns of the end. `rung`: days before it, as 90, 60, 30, 14, 7 and 1. */
export function expiringMail(of: MailedCredential, when: { rung: number; daysLeft: number }): DraftMail {
  const lastDay = dayOf(instant(of.notAfter))
  const left = when.daysLeft === 0 ? 'today' : when.daysLeft === 1 ? 'tomorrow' : `in ${when.daysLeft} days`
  return draft(of, `credential-expiring/${of.id}/${when.rung}`, 'credential-expiring', {
    subject: `Machine credential "${of.name}" expires ${left}`,
    heading: `A machine credential expires ${left}`,
    blocks: [
      {
        text: `The machine credential "${of.name}" of ${of.business.name} expires on ${formatMoment(instant(of.notAfter))}. After that, the software that uses it is refused.`,
      },
      factsOf(of, [['Valid to', formatMoment(instant(of.notAfter))]]),
      {
        text: 'Renew it under the same name, so that the permissions stay, and give the new keystore file to the software. Then revoke the old credential.',
      },
    ],
    calendar: dateOf(of, lastDay, 'expires', instant(of.notAfter)),
  })
}

function draft(
  of: MailedCredential,
  key: string,
  kind: string,
  content: { subject: string; heading: string; blocks: readonly MailBlock[]; calendar?: string },
): DraftMail {
  const link = `${of.publicUrl}/businesses/${of.business.abn}/credentials/${of.id}`
  return {
    key,
    kind,
    abn: of.business.abn,
    ...content,
    blocks: [...content.blocks, { link, label: 'Open the machine credential' }],
  }
}

function factsOf(of: MailedCredential, more: readonly (readonly [string, string])[]): MailBlock {
  return {
    facts: [
      ['Business', `${of.business.name}, ABN ${of.business.abn}`],
      ['Credential', of.name],
      ['Serial number', of.serial],
      ...more,
    ],
  }
}

function dateOf(of: MailedCredential, day: Day, what: string, at: Instant): string {
  return calendarFile({
    uid: `${of.id}-${day}@mandate`,
    day,
    summary: `Machine credential "${of.name}" ${what}`,
    description: `${of.business.name}, ABN ${of.business.abn}`,
    at,
  })
}
