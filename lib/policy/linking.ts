import { type IdentityStrength, isStrongEnough } from './identity/identity-strength.ts'
import type { AuthorisationType } from './permissions/roles.ts'

/** What a person can be to a business that they want to link with assistance. */
export type Capacity = {
  id: string
  /** As the form offers it. */
  label: string
  /** What they become when it is approved. */
  type: AuthorisationType
  /** Kinds of evidence that show it, the best first. */
  evidence: readonly EvidenceKind[]
}

export const evidenceKinds = {
  'asic-extract': 'ASIC company extract',
  'trust-deed': 'Trust deed',
  'group-structure': 'Statement of the group structure',
  'appointment-letter': 'Letter of appointment, or letter of the head of the agency',
  'acnc-extract': 'ACNC register extract',
  'oric-extract': 'ORIC register extract',
  probate: 'Grant of probate, or letters of administration',
  minutes: 'Minutes of the meeting of the election',
  constitution: 'Constitution or rules',
  'abr-record': 'Record of the Australian Business Register',
  other: 'Another document',
} as const
export type EvidenceKind = keyof typeof evidenceKinds

/** Who can link with assistance: all whom the register cannot confirm online, and associates without a Strong identity. */
export const capacities = [
  {
    id: 'individual-associate',
    label: 'I am listed in the register, but my Digital ID is not Strong',
    type: 'PRINCIPAL_AUTHORITY',
    evidence: ['abr-record', 'asic-extract'],
  },
  {
    id: 'trustee-director',
    label: 'Director or public officer of the company that is the trustee',
    type: 'INDIRECT_ASSOCIATE',
    evidence: ['asic-extract', 'trust-deed'],
  },
  {
    id: 'subsidiary-director',
    label: 'Director or public officer of the company that owns this one',
    type: 'INDIRECT_ASSOCIATE',
    evidence: ['asic-extract', 'group-structure'],
  },
  {
    id: 'government-contact',
    label: 'Authorised contact of a government entity',
    type: 'GOVERNMENT_REPRESENTATIVE',
    evidence: ['appointment-letter'],
  },
  {
    id: 'charity-responsible-person',
    label: 'Responsible person of a charity or not-for-profit',
    type: 'RESPONSIBLE_AUTHORITY',
    evidence: ['acnc-extract', 'oric-extract', 'minutes'],
  },
  {
    id: 'executor',
    label: 'Executor or administrator of a deceased estate',
    type: 'RESPONSIBLE_AUTHORITY',
    evidence: ['probate'],
  },
  {
    id: 'office-holder',
    label: 'Office holder of an unincorporated association',
    type: 'RESPONSIBLE_AUTHORITY',
    evidence: ['minutes', 'constitution'],
  },
] as const satisfies readonly Capacity[]
export type CapacityId = (typeof capacities)[number]['id']

/** The capacity of an id; undefined for none. */
export function capacityOf(id: string): Capacity | undefined {
  return capacities.find((capacity) => capacity.id === id)
}

/** Which way a person comes to act for a business. */
export type LinkingRoute =
  /** Link it online, now. */
  | 'online'
  /** First raise the identity, then online; or with assistance. */
  | 'raise-identity'
  /** Open a case of assisted linking. */
  | 'assisted'
  /** First raise the identity to Standard: less cannot link at all. */
  | 'raise-identity-to-standard'
  /** Nobody can: the ABN is cancelled. */
  | 'cancelled'
  /** Have the register list you, or be authorised by somebody who is. */
  | 'be-authorised'

/** Answers to the short check before linking. */
export type LinkingAnswers = {
  status: 'REGISTERED' | 'CANCELLED'
  hasIndividualAssociates: boolean
  /** The register lists the person, as far as they know. */
  listed: 'yes' | 'no'
  /** They have one of the capacities of a primary person. */
  capacity: 'yes' | 'no'
  strength: IdentityStrength
}

/** Tells which way is a person's, from what they answer. */
export function linkingRoute({
  status,
  hasIndividualAssociates,
  listed,
  capacity,
  strength,
}: LinkingAnswers): LinkingRoute {
  if (status === 'CANCELLED') return 'cancelled'
  if (listed === 'no' && capacity === 'no') return 'be-authorised'
  if (!isStrongEnough(strength, 'STANDARD')) return 'raise-identity-to-standard'
  if (hasIndividualAssociates && listed === 'yes')
    return isStrongEnough(strength, 'STRONG') ? 'online' : 'raise-identity'
  return 'assisted'
}

/** What each route means, and what is needed for it. */
export const routeTexts: Record<LinkingRoute, { title: string; text: string; needs: readonly string[] }> = {
  online: {
    title: 'You can link this business online',
    text: 'It takes a few minutes.',
    needs: [
      'Your Strong Digital ID',
      'The residential or postal address that the tax office has for you',
      'An email address that only you read',
    ],
  },
  'raise-identity': {
    title: 'Raise your Digital ID to Strong first',
    text: 'With a Strong Digital ID you can link online in a few minutes. If you cannot get one, ask for assisted linking.',
    needs: ['An Australian passport and a face check in the app of your Digital ID'],
  },
  assisted: {
    title: 'You can link this business with assistance',
    text: 'You send evidence here in the portal, and an operator decides. You then get a code by email. It is good for up to 12 months and can be renewed.',
    needs: [
      'A Digital ID of Standard or Strong',
      'A document that shows what you are to the business',
      'An email address that only you read',
    ],
  },
  'raise-identity-to-standard': {
    title: 'Raise your Digital ID to Standard first',
    text: 'With a Basic Digital ID nobody can link a business.',
    needs: ['Two Australian documents, such as a driver licence and a Medicare card'],
  },
  cancelled: {
    title: 'This ABN is cancelled',
    text: 'Nobody can be linked to it. If the business still trades, have its ABN reactivated in the Australian Business Register first.',
    needs: [],
  },
  'be-authorised': {
    title: 'Ask to be authorised',
    text: 'You need not link the business. Ask a principal authority or an authorisation administrator of it to authorise you; you get a code by email.',
    needs: ['A Digital ID under the same name that they enter for you'],
  },
}
