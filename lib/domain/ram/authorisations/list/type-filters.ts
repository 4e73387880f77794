import type { Prisma } from '../../../../platform/store/generated/client.ts'

/** Types as the filter offers them: the kinds of principal authority are one. */
export const typeFilters = ['principal-authority', 'administrator', 'authorised-user', 'basic-user', 'mca'] as const

/** Which authorisations each of them shows. */
export const typeWhere: Record<(typeof typeFilters)[number], Prisma.AuthorisationWhereInput> = {
  'principal-authority': { type: { notIn: ['STANDARD', 'BASIC'] } },
  administrator: { type: 'STANDARD', isAdministrator: true },
  'authorised-user': { type: 'STANDARD', isAdministrator: false },
  'basic-user': { type: 'BASIC' },
  mca: { isMachineCredentialAdministrator: true },
}
