import type { Abn } from '../../../core/abn.ts'
import { formatAbn } from '../../../core/abn.ts'
import { type Day, formatDay, formatMoment } from '../../../core/calendar-day.ts'
import type { Instant } from '../../../core/clock.ts'
import type { MailFacts } from '../../../platform/mail/queue-mail.ts'
import type { MailBlock } from '../../../platform/mail/template.ts'
import type { Settings } from '../../../platform/settings/settings.ts'
import type { Authorisation } from '../../../platform/store/generated/client.ts'
import { limits } from '../../../policy/limits.ts'
import { typeLabel } from '../../../policy/permissions/roles.ts'
import type { AccessView } from '../views.ts'
import { pageAddresses } from './page-addresses.ts'

/** A mail without its business and moment, which the change adds. */
export type RamMail = Omit<MailFacts, 'at' | 'abn'>
type Business = { abn: string; name: string }
type House = Pick<Settings, 'publicUrl'>

/** The request, or the same with a new code. The only place that has the code. */
export function requestMail(
  house: House,
  business: Business,
  authorisation: Authorisation,
  {
    code,
    expiresAt,
    access,
    senderName,
    again,
  }: { code: string; expiresAt: Instant; access: readonly AccessView[]; senderName: string; again: boolean },
): RamMail {
  return {
    dedupeKey: `authorisation-request/${authorisation.id}/${authorisation.version}`,
    kind: again ? 'authorisation-request-again' : 'authorisation-request',
    to: authorisation.email,
    subject: again ? `New authorisation code for ${business.name}` : `Authorisation request from ${business.name}`,
    heading: again ? 'Your new authorisation code' : 'You are asked to act for a business',
    blocks: [
      { text: `Hello ${fullName(authorisation)},` },
      {
        text: again
          ? `${senderName} has sent a new code for the request of ${business.name}. The code before it is no longer good.`
          : `${senderName} asks you to act for ${business.name}.`,
      },
      { facts: [...businessFacts(business), ...authorisationFacts(authorisation)] },
      ...accessBlocks(access),
      { text: 'Your authorisation code:' },
      { code },
      {
        text: `Sign in, choose "Accept an authorisation for a business" and enter the code by ${formatMoment(expiresAt)}. After that it is no longer good. You can also decline there.`,
      },
      { link: pageAddresses(house).accept, label: 'Answer the request' },
      { text: 'Capital and small letters of the code are different. If you do not know the business, do nothing.' },
    ],
  }
}

/** To the person who sent the request: it was accepted. */
export function acceptedMail(house: House, business: Business, authorisation: Authorisation, to: string): RamMail {
  return {
    dedupeKey: `authorisation-accepted/${authorisation.id}/${to}`,
    kind: 'authorisation-accepted',
    to,
    subject: `${fullName(authorisation)} accepted for ${business.name}`,
    heading: 'Your request was accepted',
    blocks: [
      { text: `${fullName(authorisation)} has accepted the authorisation for ${business.name}.` },
      { facts: [...businessFacts(business), ...authorisationFacts(authorisation)] },
      { link: pageAddresses(house).authorisation(business.abn, authorisation.id), label: 'See the authorisation' },
    ],
  }
}

/** To the person who sent the request: it was declined. */
export function declinedMail(house: House, business: Business, authorisation: Authorisation, to: string): RamMail {
  const reason: MailBlock[] =
    authorisation.declineReason === null ? [] : [{ text: `The reason given: ${authorisation.declineReason}` }]
  return {
    dedupeKey: `authorisation-declined/${authorisation.id}/${to}`,
    kind: 'authorisation-declined',
    to,
    subject: `${fullName(authorisation)} declined for ${business.name}`,
    heading: 'Your request was declined',
    blocks: [
      { text: `${fullName(authorisation)} has declined the authorisation for ${business.name}.` },
      ...reason,
      { link: pageAddresses(house).business(business.abn), label: 'Go to the business' },
    ],
  }
}

/** To administrators: the recipient asks for a new code. */
export function newCodeAskedMail(house: House, business: Business, authorisation: Authorisation, to: string): RamMail {
  return {
    dedupeKey: `new-code-asked/${authorisation.id}/${authorisation.newCodeAskedAt?.getTime()}/${to}`,
    kind: 'new-code-asked',
    to,
    subject: `${fullName(authorisation)} asks for a new code for ${business.name}`,
    heading: 'A new authorisation code is wanted',
    blocks: [
      {
        text: `The code sent to ${fullName(authorisation)} for ${business.name} has lapsed, and they ask for a new one.`,
      },
      { link: pageAddresses(house).authorisation(business.abn, authorisation.id), label: 'Re-issue the code' },
    ],
  }
}

/** To the holder: the authorisation was removed; or, before it was accepted, the request was withdrawn. */
export function removedMail(business: Business, authorisation: Authorisation, byName: string): RamMail {
  const held = authorisation.acceptedAt !== null
  const happened = held
    ? `${byName} has removed your authorisation for ${business.name}.`
    : `${byName} has withdrawn the request that was sent to you for ${business.name}. Its code is no longer good.`
  return {
    dedupeKey: `authorisation-removed/${authorisation.id}`,
    kind: 'authorisation-removed',
    to: authorisation.email,
    subject: held
      ? `Your authorisation for ${business.name} was removed`
      : `The request from ${business.name} was withdrawn`,
    heading: held ? 'You can no longer act for a business' : 'A request was withdrawn',
    blocks: [
      { text: `Hello ${fullName(authorisation)},` },
      { text: `${happened} It cannot be brought back; the business can send you a new request.` },
      { facts: businessFacts(business) },
    ],
  }
}

/** To administrators: a representative has removed their own authorisation. */
export function leftMail(house: House, business: Business, authorisation: Authorisation, to: string): RamMail {
  return {
    dedupeKey: `authorisation-left/${authorisation.id}/${to}`,
    kind: 'authorisation-left',
    to,
    subject: `${fullName(authorisation)} no longer acts for ${business.name}`,
    heading: 'A representative has left',
    blocks: [
      {
        text: `${fullName(authorisation)} no longer acts for ${business.name} (${typeLabel(authorisation).toLowerCase()}).`,
      },
      { link: pageAddresses(house).business(business.abn), label: 'Go to the business' },
    ],
  }
}

/** To the holder: what was changed. */
export function changedMail(
  house: House,
  business: Business,
  authorisation: Authorisation,
  changes: readonly string[],
  byName: string,
): RamMail {
  return {
    dedupeKey: `authorisation-changed/${authorisation.id}/${authorisation.version}`,
    kind: 'authorisation-changed',
    to: authorisation.email,
    subject: `Your authorisation for ${business.name} has changed`,
    heading: 'Your authorisation has changed',
    blocks: [
      { text: `Hello ${fullName(authorisation)},` },
      { text: `${byName} has changed your authorisation for ${business.name}:` },
      { list: changes },
      { link: pageAddresses(house).authorisation(business.abn, authorisation.id), label: 'See your authorisation' },
    ],
  }
}

/** To the holder: renewed until a new end. */
export function renewedMail(house: House, business: Business, authorisation: Authorisation): RamMail {
  const end = authorisation.endDate as Day | null
  return {
    dedupeKey: `authorisation-renewed/${authorisation.id}/${authorisation.version}`,
    kind: 'authorisation-renewed',
    to: authorisation.email,
    subject: `Your authorisation for ${business.name} was renewed`,
    heading: 'Your authorisation was renewed',
    blocks: [
      { text: `Hello ${fullName(authorisation)},` },
      {
        text: `Your authorisation for ${business.name} now ${end === null ? 'has no end date' : `lasts until ${formatDay(end)}`}.`,
      },
      { link: pageAddresses(house).authorisation(business.abn, authorisation.id), label: 'See your authorisation' },
    ],
  }
}

/** To the new principal authority: the link is made. */
export function linkedMail(house: House, business: Business, authorisation: Authorisation): RamMail {
  return {
    dedupeKey: `business-linked/${authorisation.id}`,
    kind: 'business-linked',
    to: authorisation.email,
    subject: `You are linked to ${business.name}`,
    heading: 'You are a principal authority',
    blocks: [
      { text: `Hello ${fullName(authorisation)},` },
      {
        text: `You have linked ${business.name} and can now authorise others to act for it. If this was not you, tell the operator at once.`,
      },
      { facts: [...businessFacts(business), ...authorisationFacts(authorisation)] },
      { link: pageAddresses(house).business(business.abn), label: 'Go to the business' },
    ],
  }
}

/** To a principal authority: the register lists them no more, so the link has ended. */
export function unlinkedMail(business: Business, authorisation: Authorisation): RamMail {
  return {
    dedupeKey: `business-unlinked/${authorisation.id}`,
    kind: 'business-unlinked',
    to: authorisation.email,
    subject: `Your link to ${business.name} has ended`,
    heading: 'You are no longer a principal authority',
    blocks: [
      { text: `Hello ${fullName(authorisation)},` },
      {
        text: `The Australian Business Register no longer lists you for ${business.name}, so your link has ended. If that is wrong, have the register corrected and link the business again.`,
      },
      { facts: businessFacts(business) },
    ],
  }
}

/** The six-digit code that proves who reads an address. */
export function emailCodeMail(id: string, to: string, code: string, expiresAt: Instant): RamMail {
  return {
    dedupeKey: `email-code/${id}`,
    kind: 'email-code',
    to,
    subject: 'Your verification code',
    heading: 'Verify your email address',
    blocks: [
      { text: 'Enter this code on the page that asked for it:' },
      { code },
      {
        text: `It is good for ${limits.emailCodeMinutes} minutes, until ${formatMoment(expiresAt)}. If you did not ask for it, do nothing.`,
      },
    ],
  }
}

/** To the old address: mails go to another one from now on. */
export function emailChangedMail(business: Business, authorisation: Authorisation, to: string): RamMail {
  return {
    dedupeKey: `email-changed/${authorisation.id}/${authorisation.version}`,
    kind: 'email-changed',
    to,
    subject: `Your email address for ${business.name} has changed`,
    heading: 'Your email address has changed',
    blocks: [
      {
        text: `Messages about your authorisation for ${business.name} go to another address from now on. If this was not you, tell a principal authority of the business at once.`,
      },
    ],
  }
}

export function fullName({ givenNames, familyName }: { givenNames: string; familyName: string }): string {
  return `${givenNames} ${familyName}`
}

/** Name and ABN, for the facts of a mail. */
export function businessFacts({ abn, name }: Business): (readonly [string, string])[] {
  return [
    ['Business', name],
    ['ABN', formatAbn(abn as Abn)],
  ]
}

/** What an authorisation says, for the facts of a mail. */
export function authorisationFacts(authorisation: Authorisation): (readonly [string, string])[] {
  const { startDate, endDate, type, isMachineCredentialAdministrator } = authorisation
  return [
    ['Representative', fullName(authorisation)],
    ['Authorisation', typeLabel(authorisation)],
    ...(type === 'STANDARD'
      ? [['Machine credential administrator', isMachineCredentialAdministrator ? 'Yes' : 'No'] as const]
      : []),
    ['From', formatDay(startDate as Day)],
    ['Until', endDate === null ? 'No end date' : formatDay(endDate as Day)],
  ]
}

function accessBlocks(access: readonly AccessView[]): MailBlock[] {
  if (access.length === 0) return [{ text: 'Agency access: none.' }]
  return [
    { text: 'Agency access:' },
    {
      list: access.map(({ agencyName, levelLabel, services }) => {
        const included = services.filter((service) => service.included)
        const which = included.length === services.length ? 'all services' : included.map(({ name }) => name).join(', ')
        return `${agencyName}: ${levelLabel}, ${which}`
      }),
    },
  ]
}
