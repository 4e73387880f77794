import type { UsiRequest, UsiResponse } from '../../../../formats/usi/index.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import type { UsiContext } from '../context.ts'
import { type ApplicationErrorCode, errorsElement } from '../register/application-errors.ts'
import { checkContact } from '../register/check-application.ts'
import { contactColumns } from '../register/student.ts'

/** Changes those contact details of a student that are there; the others stay. */
export async function updateContactDetails(
  { store }: UsiContext,
  { USI, ContactDetailsUpdate: update }: UsiRequest<'UpdateUSIContactDetails'>,
): Promise<UsiResponse<'UpdateUSIContactDetails'>> {
  const country = update.CountryOfResidenceCode?.trim()
  const columns = { ...contactColumns(update), ...(country !== undefined && { countryOfResidence: country }) }
  const errors: ApplicationErrorCode[] = checkContact(update)
  if (Object.keys(columns).length === 0) errors.push('E018')
  if (errors.length > 0) return { Result: 'Failure', Errors: errorsElement(errors) }
  return await inTransaction(store, async (tx) => {
    const student = await tx.usiRecord.findUnique({ where: { usi: USI }, select: { status: true } })
    if (student === null) return { Result: 'Failure', Errors: errorsElement(['E014']) }
    if (student.status === 'DEACTIVATED') return { Result: 'Failure', Errors: errorsElement(['E015']) }
    await tx.usiRecord.update({ where: { usi: USI }, data: { ...columns, version: { increment: 1 } } })
    return { Result: 'Success' }
  })
}
