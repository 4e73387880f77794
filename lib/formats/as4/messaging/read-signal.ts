import { attributeOf, childOf, childrenOf, descendants, namespaces, textOf, type XmlElement } from '../../xml/index.ts'
import { as4Namespaces } from '../uris.ts'
import { type EbmsError, ebmsErrors } from './ebms-error.ts'
import { malformed, messageIdOf, optionalText, readMessageInfo } from './read-parts.ts'
import type { ReceiptReference, SignalMessage } from './units.ts'

const { eb, ebbp } = as4Namespaces
const mostErrors = 20
const mostReferences = 100

/**
 * Reads an `eb:SignalMessage`: a pull request, a receipt, or errors.
 *
 * @throws MandateError `as4.messaging-malformed`, `xml.repeated-element`
 * @see ebMS 3.0 core section 5.2.3; AS4 profile section 3.2 for what a receipt holds; docs/sbr.md for `select`
 */
export function readSignal(unit: XmlElement): SignalMessage {
  const info = readMessageInfo(unit)
  const pull = childOf(unit, eb, 'PullRequest')
  const receipt = childOf(unit, eb, 'Receipt')
  const errors = childrenOf(unit, eb, 'Error')
  if (Number(pull !== undefined) + Number(receipt !== undefined) + Number(errors.length > 0) !== 1) {
    throw malformed('a SignalMessage needs one PullRequest, one Receipt, or errors')
  }
  if (pull) return { ...info, kind: 'pull', ...readPull(pull) }
  if (receipt) return { ...info, kind: 'receipt', references: readReferences(receipt) }
  if (errors.length > mostErrors) throw malformed('there are too many errors')
  return { ...info, kind: 'errors', errors: errors.map(readError) }
}

function readPull(pull: XmlElement): { mpc?: string; select?: string } {
  const mpc = attributeOf(pull, '', 'mpc')
  const select = childOf(pull, eb, 'RefToMessageId')
  return { ...(mpc && { mpc }), ...(select && { select: messageIdOf(select) }) }
}

/** A receipt without non-repudiation information repeats the message instead, and gives no digests. */
function readReferences(receipt: XmlElement): ReceiptReference[] {
  const [information] = childrenOf(receipt, ebbp, 'NonRepudiationInformation')
  const references = information ? descendants(information, namespaces.ds, 'Reference') : []
  if (references.length > mostReferences) throw malformed('a receipt has too many references')
  return references.map((reference) => {
    const method = childOf(reference, namespaces.ds, 'DigestMethod')
    const value = childOf(reference, namespaces.ds, 'DigestValue')
    return {
      uri: attributeOf(reference, '', 'URI') ?? '',
      digestAlgorithm: (method && attributeOf(method, '', 'Algorithm')) ?? '',
      digestValue: value ? textOf(value).trim() : '',
    }
  })
}

function readError(error: XmlElement): EbmsError {
  const code = attributeOf(error, '', 'errorCode') ?? ''
  const known = ebmsErrors[code]
  const reference = attributeOf(error, '', 'refToMessageInError')
  const description = optionalText(error, 'Description')
  const detail = optionalText(error, 'ErrorDetail')
  return {
    code,
    severity: attributeOf(error, '', 'severity') === 'warning' ? 'warning' : 'failure',
    category: attributeOf(error, '', 'category') ?? known?.category ?? '',
    shortDescription: attributeOf(error, '', 'shortDescription') ?? known?.shortDescription ?? '',
    ...(reference && { refToMessageInError: reference }),
    ...(description && { description }),
    ...(detail && { detail }),
  }
}
