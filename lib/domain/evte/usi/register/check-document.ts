import type { UsiApplication } from '../../../../formats/usi/index.ts'
import type { ApplicationErrorCode } from './application-errors.ts'
import { nonDvsDocumentTypes, otherDocumentId } from './document-types.ts'

/** The documents with which somebody says who they are. */
export type IdentityEvidence = Pick<
  UsiApplication,
  'DVSCheckRequired' | 'DVSDocument' | 'NonDvsDocumentTypeId' | 'NonDvsDocumentTypeOther'
>

export type EvidenceOutcome = { verified: 'True' | 'False' | 'NotRequired'; errors: ApplicationErrorCode[] }

/**
 * The simulated document verification service. A document is found wrong where its number ends in `99`; the service
 * is out of order where it ends in `98`; every other document is right. So a client can see each of the three answers.
 *
 * @see docs/usi.md, Identity documents
 */
export function checkDocument(evidence: IdentityEvidence): EvidenceOutcome {
  const { DVSCheckRequired, DVSDocument, NonDvsDocumentTypeId, NonDvsDocumentTypeOther } = evidence
  if (!DVSCheckRequired)
    return { verified: 'NotRequired', errors: checkOther(NonDvsDocumentTypeId, NonDvsDocumentTypeOther) }
  if (DVSDocument === undefined) return { verified: 'False', errors: ['E008'] }
  const number = numberOf(DVSDocument)
  if (number.endsWith('99')) return { verified: 'False', errors: ['E009'] }
  if (number.endsWith('98')) return { verified: 'False', errors: ['E010'] }
  return { verified: 'True', errors: [] }
}

function checkOther(id: number | undefined, description: string | undefined): ApplicationErrorCode[] {
  if (!nonDvsDocumentTypes.some((type) => type.id === id)) return ['E011']
  return id === otherDocumentId && !description?.trim() ? ['E012'] : []
}

const numberFields = [
  'LicenceNumber',
  'MedicareCardNumber',
  'DocumentNumber',
  'PassportNumber',
  'ImmiCardNumber',
  'StockNumber',
  'CertificateNumber',
  'RegistrationNumber',
  'CRN',
]

function numberOf(document: object): string {
  const fields = document as Record<string, unknown>
  const name = numberFields.find((field) => typeof fields[field] === 'string')
  // A reference number of a Centrelink card ends in a letter.
  return name ? String(fields[name]).replace(/[A-Za-z]$/, '') : ''
}
