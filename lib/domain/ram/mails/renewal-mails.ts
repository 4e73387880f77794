import { type Day, formatDay } from '../../../core/calendar-day.ts'
import type { Instant } from '../../../core/clock.ts'
import { calendarFile } from '../../../platform/mail/calendar.ts'
import type { Settings } from '../../../platform/settings/settings.ts'
import type { Authorisation } from '../../../platform/store/generated/client.ts'
import { typeLabel } from '../../../policy/permissions/roles.ts'
import { authorisationFacts, businessFacts, fullName, type RamMail } from './authorisation-mails.ts'
import { pageAddresses } from './page-addresses.ts'

type Business = { abn: string; name: string }
type House = Pick<Settings, 'publicUrl'>

/** Before the end, to the holder, with the day as a calendar file. */
export function renewalDueMail(
  house: House,
  business: Business,
  authorisation: Authorisation,
  { rung, mayRenew, at }: { rung: number; mayRenew: boolean; at: Instant },
): RamMail {
  const end = authorisation.endDate as Day
  const remedy = mayRenew
    ? 'Renew it before then. After its end, only a new assisted link or a new request helps.'
    : 'Ask a principal authority or an authorisation administrator of the business to renew it. After its end, only a new request helps.'
  const link = pageAddresses(house).authorisation(business.abn, authorisation.id)
  return {
    dedupeKey: `renewal-due/${authorisation.id}/${end}/${rung}`,
    kind: 'renewal-due',
    to: authorisation.email,
    subject: `Your authorisation for ${business.name} ends on ${formatDay(end)}`,
    heading: 'Your authorisation is about to end',
    blocks: [
      { text: `Hello ${fullName(authorisation)},` },
      { text: `Your authorisation for ${business.name} ends on ${formatDay(end)}. ${remedy}` },
      { facts: [...businessFacts(business), ...authorisationFacts(authorisation)] },
      { link, label: mayRenew ? 'Renew it' : 'See your authorisation' },
    ],
    calendar: calendarFile({
      uid: `${authorisation.id}-${end}@mandate`,
      day: end,
      summary: `Authorisation for ${business.name} ends`,
      description: `${remedy}\n${link}`,
      at,
    }),
  }
}

/** A mail names so many people at most. */
const most = 50

/** Before the end, to an administrator: everybody whose authorisation is about to end. */
export function renewalsDueMail(
  house: House,
  business: Business,
  due: readonly Authorisation[],
  { to, today }: { to: string; today: Day },
): RamMail {
  const [first] = due as [Authorisation, ...Authorisation[]]
  const subject =
    due.length === 1
      ? `The authorisation of ${fullName(first)} for ${business.name} ends on ${formatDay(first.endDate as Day)}`
      : `${due.length} authorisations for ${business.name} are about to end`
  return {
    dedupeKey: `renewals-due/${business.abn}/${today}/${first.id}/${first.renewalReminder ?? 0}/${to}`,
    kind: 'renewals-due',
    to,
    subject,
    heading: 'Authorisations are about to end',
    blocks: [
      {
        text: `These authorisations for ${business.name} are about to end. Renew those that are still needed. After its end, only a new request helps.`,
      },
      {
        list: due
          .slice(0, most)
          .map((row) => `${fullName(row)}, ${typeLabel(row).toLowerCase()}: ${formatDay(row.endDate as Day)}`),
      },
      ...(due.length > most ? [{ text: `And ${due.length - most} more.` }] : []),
      { link: `${pageAddresses(house).business(business.abn)}/authorisations/renew`, label: 'Renew them' },
    ],
  }
}
