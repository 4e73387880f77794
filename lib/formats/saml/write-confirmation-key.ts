import { toBase64 } from '../../core/bytes.ts'
import { namespaces, XmlFragment, xml } from '../xml/index.ts'
import { encryptKey } from '../xmlenc/index.ts'
import type { ConfirmationToWrite } from './assertion.ts'

/**
 * The `ds:KeyInfo` of a holder-of-key confirmation, in canonical form; `undefined` for a bearer.
 *
 * @see SAML 2.0 profiles section 3.1
 */
export function writeConfirmationKey(confirmation: ConfirmationToWrite): XmlFragment | undefined {
  if (confirmation.method === 'bearer') return undefined
  const content =
    confirmation.method === 'symmetric'
      ? encryptKey({ secret: confirmation.secret, recipient: confirmation.recipient })
      : xml`<ds:X509Data><ds:X509Certificate>${toBase64(confirmation.certificate)}</ds:X509Certificate></ds:X509Data>`
  return canonicalInside(xml`<ds:KeyInfo xmlns:ds="${namespaces.ds}">${content}</ds:KeyInfo>`)
}

const dsDeclaration = ` xmlns:ds="${namespaces.ds}"`

/** Turns what `encryptKey` writes into its canonical form: end tags for empty elements, no second declaration of ds. */
function canonicalInside(keyInfo: XmlFragment): XmlFragment {
  const { markup } = keyInfo
  const first = markup.indexOf(dsDeclaration) + dsDeclaration.length
  const [begin = '', ...rest] = markup.slice(first).replaceAll(dsDeclaration, '').split('/>')
  let canonical = markup.slice(0, first) + begin
  let open = canonical
  for (const piece of rest) {
    canonical += `></${nameOfLastTag(open)}>${piece}`
    open = piece
  }
  return XmlFragment.ofMarkup(canonical)
}

/** Name in the start tag that is not closed at the end of the text. */
function nameOfLastTag(text: string): string {
  const tag = text.slice(text.lastIndexOf('<') + 1)
  const end = tag.search(/[ \n]/)
  return end < 0 ? tag : tag.slice(0, end)
}
