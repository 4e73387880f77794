/** Kinds of authorisation, as RAM shows them. The first four are principal authorities. */
export const authorisationTypes = [
  'PRINCIPAL_AUTHORITY',
  'GOVERNMENT_REPRESENTATIVE',
  'INDIRECT_ASSOCIATE',
  'RESPONSIBLE_AUTHORITY',
  'STANDARD',
  'BASIC',
] as const
export type AuthorisationType = (typeof authorisationTypes)[number]

/** What a person is to a business, as the permission matrix sees it: its columns. */
export const roles = [
  'PRINCIPAL_AUTHORITY',
  'PRIMARY_PERSON',
  'ADMINISTRATOR',
  'ADMINISTRATOR_MCA',
  'AUTHORISED_USER',
  'AUTHORISED_USER_MCA',
  'BASIC_USER',
] as const
export type Role = (typeof roles)[number]

/** The three facts of an authorisation that make its role. */
export type RoleFacts = {
  type: AuthorisationType
  isAdministrator: boolean
  isMachineCredentialAdministrator: boolean
}

/** The role that an authorisation gives. */
export function roleOf({ type, isAdministrator, isMachineCredentialAdministrator }: RoleFacts): Role {
  if (type === 'PRINCIPAL_AUTHORITY') return 'PRINCIPAL_AUTHORITY'
  if (isPrimaryPersonType(type)) return 'PRIMARY_PERSON'
  if (type === 'BASIC') return 'BASIC_USER'
  if (isAdministrator) return isMachineCredentialAdministrator ? 'ADMINISTRATOR_MCA' : 'ADMINISTRATOR'
  return isMachineCredentialAdministrator ? 'AUTHORISED_USER_MCA' : 'AUTHORISED_USER'
}

/** True for a principal authority of either kind: linked online, or linked with assistance. */
export function isPrincipal(type: AuthorisationType): boolean {
  return type === 'PRINCIPAL_AUTHORITY' || isPrimaryPersonType(type)
}

/** True for the types of a primary person: linked with assistance, for at most twelve months at a time. */
export function isPrimaryPersonType(type: AuthorisationType): boolean {
  return type === 'GOVERNMENT_REPRESENTATIVE' || type === 'INDIRECT_ASSOCIATE' || type === 'RESPONSIBLE_AUTHORITY'
}

/** The type as lists and mails print it: `Authorised user`, `Authorisation administrator`... */
export function typeLabel(facts: Pick<RoleFacts, 'type' | 'isAdministrator'>): string {
  if (facts.type === 'STANDARD') return facts.isAdministrator ? 'Authorisation administrator' : 'Authorised user'
  return typeLabels[facts.type]
}

const typeLabels: Record<Exclude<AuthorisationType, 'STANDARD'>, string> = {
  PRINCIPAL_AUTHORITY: 'Principal authority',
  GOVERNMENT_REPRESENTATIVE: 'Government representative',
  INDIRECT_ASSOCIATE: 'Indirect associate',
  RESPONSIBLE_AUTHORITY: 'Responsible authority',
  BASIC: 'Basic user',
}

/** The role as the matrix prints it. */
export const roleLabels: Record<Role, string> = {
  PRINCIPAL_AUTHORITY: 'Principal authority',
  PRIMARY_PERSON: 'Principal authority (primary person)',
  ADMINISTRATOR: 'Authorisation administrator',
  ADMINISTRATOR_MCA: 'Authorisation administrator and machine credential administrator',
  AUTHORISED_USER: 'Authorised user',
  AUTHORISED_USER_MCA: 'Authorised user and machine credential administrator',
  BASIC_USER: 'Basic user',
}
