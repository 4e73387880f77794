import type { Settings } from '../../../platform/settings/settings.ts'
import type { LinkCase } from '../../../platform/store/generated/client.ts'
import { capacityOf } from '../../../policy/linking.ts'
import { businessFacts, fullName, type RamMail } from './authorisation-mails.ts'

type House = Pick<Settings, 'publicUrl'>

/** To the person: their case has arrived. */
export function caseOpenedMail(house: House, linkCase: LinkCase): RamMail {
  const { id, abn, businessName } = linkCase
  return {
    dedupeKey: `link-case-opened/${id}`,
    kind: 'link-case-opened',
    to: linkCase.email,
    subject: `We have your request to link ${businessName}`,
    heading: 'We have your request',
    blocks: [
      { text: `Hello ${fullName(linkCase)},` },
      {
        text: `You asked for assisted linking of ${businessName}. An operator looks at it and tells you the decision by email.`,
      },
      {
        facts: [
          ...businessFacts({ abn, name: businessName }),
          ['You are', capacityOf(linkCase.capacity)?.label ?? linkCase.capacity],
        ],
      },
      { link: caseAddress(house, id), label: 'See your request' },
    ],
  }
}

/** To the person: declined, with the reasons. */
export function caseDeclinedMail(house: House, linkCase: LinkCase): RamMail {
  const { id, businessName, decisionReason } = linkCase
  return {
    dedupeKey: `link-case-declined/${id}`,
    kind: 'link-case-declined',
    to: linkCase.email,
    subject: `Your request to link ${businessName} was declined`,
    heading: 'Your request was declined',
    blocks: [
      { text: `Hello ${fullName(linkCase)},` },
      { text: `Your request to link ${businessName} was declined, for these reasons:` },
      { text: decisionReason ?? '' },
      { text: 'You can send a new request with other evidence.' },
      { link: caseAddress(house, id), label: 'See your request' },
    ],
  }
}

function caseAddress({ publicUrl }: House, id: string): string {
  return `${publicUrl}/link/assisted/${id}`
}
