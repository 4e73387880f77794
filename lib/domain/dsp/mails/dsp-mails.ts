import { type Abn, formatAbn } from '../../../core/abn.ts'
import type { Document, DocumentBlock } from '../../../formats/document/document.ts'
import type { MailFacts } from '../../../platform/mail/queue-mail.ts'
import type { MailBlock } from '../../../platform/mail/template.ts'
import type { Settings } from '../../../platform/settings/settings.ts'
import type { DspProduct } from '../../../platform/store/generated/client.ts'
import { dspAddresses } from './page-addresses.ts'

/** A mail without its business and moment, which the change adds. */
export type DspMail = Omit<MailFacts, 'at' | 'abn'>
type House = Pick<Settings, 'publicUrl'>
type Business = { abn: string; name: string }
type Named = { givenNames: string; familyName: string; email: string }

/** To the main contact: the organisation is registered as a developer. */
export function developerRegisteredMail(house: House, business: Business, contact: Named): DspMail {
  return {
    dedupeKey: `dsp-registered/${business.abn}`,
    kind: 'dsp-registered',
    to: contact.email,
    subject: `${business.name} is registered as a developer`,
    heading: 'SBR developer registration is in force',
    blocks: [
      { text: `Hello ${contact.givenNames} ${contact.familyName},` },
      { text: `${business.name} is registered for Online services for DSPs, with you as its main contact.` },
      { facts: businessFacts(business) },
      { text: 'Next: register your product. The welcome pack for the testing environments comes at once.' },
      { link: dspAddresses(house).organisation(business.abn), label: 'Open Online services for DSPs' },
    ],
  }
}

/** To a new contact. */
export function contactAddedMail(
  house: House,
  business: Business,
  contact: Named & { id: string; isMain: boolean },
): DspMail {
  return {
    dedupeKey: `dsp-contact-added/${contact.id}`,
    kind: 'dsp-contact-added',
    to: contact.email,
    subject: `You are a contact of ${business.name}`,
    heading: contact.isMain ? 'You are the main contact' : 'You are a contact',
    blocks: [
      { text: `Hello ${contact.givenNames} ${contact.familyName},` },
      {
        text: `You are registered as ${contact.isMain ? 'the main contact' : 'a contact'} of ${business.name} in Online services for DSPs. The operator may write to you about its products.`,
      },
      { facts: businessFacts(business) },
      { link: dspAddresses(house).organisation(business.abn), label: 'Open Online services for DSPs' },
    ],
  }
}

/** The welcome pack: the whole of it, and the way to its page and zip. */
export function welcomePackMail(
  house: House,
  { product, business, pack, to }: { product: DspProduct; business: Business; pack: Document; to: string },
): DspMail {
  const { id, name, productVersion } = product
  const address = dspAddresses(house).pack(business.abn, id)
  return {
    dedupeKey: `dsp-welcome-pack/${id}/${to}`,
    kind: 'dsp-welcome-pack',
    to,
    subject: `Welcome to EVTE: ${name} ${productVersion}`,
    heading: pack.title,
    blocks: [
      { text: `${name} ${productVersion} of ${business.name} is registered. This is its welcome pack.` },
      { link: address, label: 'The welcome pack as a page' },
      { link: `${address}/zip`, label: 'The welcome pack as a zip file, with the trust anchor and test data' },
      ...pack.sections.flatMap(({ heading, blocks }) => [{ text: `${heading}` }, ...blocks.flatMap(mailBlocks)]),
    ],
  }
}

function mailBlocks(block: DocumentBlock): MailBlock[] {
  if ('text' in block) return [{ text: block.text }]
  if ('subheading' in block) return [{ text: block.subheading }]
  if ('list' in block) return [{ list: block.list }]
  if ('steps' in block) {
    return [{ list: block.steps.map(({ text, command }) => (command === undefined ? text : `${text} ${command}`)) }]
  }
  if ('facts' in block) return [{ facts: block.facts }]
  if ('columns' in block) {
    const shown = block.rows.slice(0, mostRows)
    const more = block.rows.length - shown.length
    return [
      { text: `${block.caption}:` },
      { list: [...shown.map((row) => row.join(' | ')), ...(more > 0 ? [`and ${more} more in the pack`] : [])] },
    ]
  }
  if ('command' in block) return [{ text: block.command }]
  return [{ link: block.link, label: block.label }]
}

/** A mail is for reading; the whole tables are in the pack. */
const mostRows = 8

export function businessFacts({ abn, name }: Business): (readonly [string, string])[] {
  return [
    ['Business', name],
    ['ABN', formatAbn(abn as Abn)],
  ]
}
