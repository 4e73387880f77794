import { type Abn, formatAbn } from '../../../core/abn.ts'
import { formatMoment } from '../../../core/calendar-day.ts'
import { instant } from '../../../core/clock.ts'
import type { MailBlock } from '../../../platform/mail/template.ts'
import type { Settings } from '../../../platform/settings/settings.ts'
import type { ApiToken } from '../../../platform/store/generated/client.ts'
import type { RamMail } from './authorisation-mails.ts'
import { pageAddresses } from './page-addresses.ts'

type House = Pick<Settings, 'publicUrl'>
type Business = { abn: string; name: string }

/** To those who look after the business, so that no token is made unnoticed. */
export function apiTokenCreatedMail(
  house: House,
  business: Business,
  token: ApiToken,
  { to, rights }: { to: string; rights: readonly string[] },
): RamMail {
  return mail(house, business, token, 'created', {
    to,
    heading: `API token "${token.name}" was created`,
    blocks: [
      {
        text: `${token.createdByName} created an API token for ${business.name}. A program that has it can do this in their name: ${rights.join('; ')}.`,
      },
      factsOf(business, token),
      { text: 'If you did not expect this, revoke the token at once.' },
    ],
  })
}

/** To the same: the token cannot be used any more. */
export function apiTokenRevokedMail(
  house: House,
  business: Business,
  token: ApiToken,
  { to, by }: { to: string; by: string },
): RamMail {
  return mail(house, business, token, 'revoked', {
    to,
    heading: `API token "${token.name}" was revoked`,
    blocks: [
      { text: `${by} revoked an API token of ${business.name}. Programs that still use it are refused.` },
      factsOf(business, token),
    ],
  })
}

/** Warns whoever made a token of its end. */
export function apiTokenExpiringMail(house: House, business: Business, token: ApiToken, to: string): RamMail {
  return mail(house, business, token, 'expiring', {
    to,
    heading: `API token "${token.name}" expires soon`,
    blocks: [
      {
        text: `An API token of ${business.name} ends on ${formatMoment(instant(token.expiresAt))}. After that, programs that use it are refused.`,
      },
      factsOf(business, token),
      { text: 'Create a new token, give it to the program, then revoke the old one.' },
    ],
  })
}

function mail(
  house: House,
  { abn }: Business,
  { id }: ApiToken,
  event: string,
  { to, heading, blocks }: { to: string; heading: string; blocks: readonly MailBlock[] },
): RamMail {
  return {
    dedupeKey: `api-token-${event}/${id}/${to.toLowerCase()}`,
    kind: `api-token-${event}`,
    to,
    subject: heading,
    heading,
    blocks: [...blocks, { link: pageAddresses(house).apiTokens(abn), label: 'See the API tokens' }],
  }
}

function factsOf({ abn, name }: Business, token: ApiToken): MailBlock {
  return {
    facts: [
      ['Business', `${name}, ABN ${formatAbn(abn as Abn)}`],
      ['Token', `${token.name} (${token.hint}…)`],
      ['Works until', formatMoment(instant(token.expiresAt))],
    ],
  }
}
