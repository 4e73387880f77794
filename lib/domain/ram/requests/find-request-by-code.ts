import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { AuthorisationType } from '../../../policy/roles.ts'
import type { UseCaseContext } from '../../context.ts'
import type { AccessView, BusinessName } from '../views.ts'

export const requestCode = z
  .string({ error: 'Enter the authorisation code.' })
  .transform((text) => text.replace(/\s/g, ''))
  .pipe(
    z
      .string()
      .regex(/^[A-Za-z0-9]{6}$/, { error: 'Enter the 6 letters and digits of the code, in the same letter case.' }),
  )

export const findRequestByCodeInput = z.object({ code: requestCode })
export type FindRequestByCodeInput = z.input<typeof findRequestByCodeInput>

/** The request as its recipient sees it before they decide. */
export type RequestView = {
  id: string
  business: BusinessName
  givenNames: string
  familyName: string
  type: AuthorisationType
  typeLabel: string
  isAdministrator: boolean
  isMachineCredentialAdministrator: boolean
  startDate: string
  endDate: string | null
  access: AccessView[]
  requestedByName: string | null
  codeExpiresAt: string
  /** Type label of the lower authorisation that accepting replaces, or null. */
  replaces: string | null
  declaration: string
  consent: string
}

/** Shows the request that a code belongs to, if it is meant for the person who is signed in. */
export async function findRequestByCode(
  _context: UseCaseContext,
  _input: FindRequestByCodeInput,
): Promise<RequestView> {
  throw new MandateError('common.unavailable')
}
