import type { AuthorisationStatus } from './statuses.ts'

/** What can be edited of an authorisation. */
export const editableFields = [
  'givenNames',
  'familyName',
  'email',
  'startDate',
  'endDate',
  'isAdministrator',
  'isMachineCredentialAdministrator',
  'access',
] as const
export type EditableField = (typeof editableFields)[number]

/** What can be edited in each status. */
export const editableIn: Record<AuthorisationStatus, readonly EditableField[]> = {
  PENDING: editableFields,
  ACCEPTED: ['startDate', 'endDate', 'isAdministrator', 'isMachineCredentialAdministrator', 'access'],
  ACTIVE: ['endDate', 'isAdministrator', 'isMachineCredentialAdministrator', 'access'],
  INACTIVE: [],
}
