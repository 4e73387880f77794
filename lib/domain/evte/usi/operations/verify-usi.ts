import type { UsiRequest, UsiResponse } from '../../../../formats/usi/index.ts'
import type { UsiContext } from '../context.ts'
import { sameName } from '../register/names.ts'
import type { Student } from '../register/student.ts'

/** Says whether a USI is in the register, and which of the details sent are those of its student. */
export async function verifyUsi(
  { store }: UsiContext,
  request: UsiRequest<'VerifyUSI'>,
): Promise<UsiResponse<'VerifyUSI'>> {
  return verdict(await store.usiRecord.findUnique({ where: { usi: request.USI } }), request)
}

type Details = Pick<UsiRequest<'VerifyUSI'>, 'FirstName' | 'FamilyName' | 'SingleName' | 'DateOfBirth'>

/** The answer about one student; a USI that nobody has is compared with nothing. */
export function verdict(student: Student | null | undefined, details: Details): UsiResponse<'VerifyUSI'> {
  if (!student) return { USIStatus: 'Invalid' }
  const names =
    details.SingleName !== undefined
      ? { SingleName: match(sameName(student.singleName, details.SingleName)) }
      : {
          FirstName: match(sameName(student.firstName, details.FirstName)),
          FamilyName: match(sameName(student.familyName, details.FamilyName)),
        }
  return {
    USIStatus: student.status === 'ACTIVE' ? 'Valid' : 'Deactivated',
    ...names,
    DateOfBirth: match(student.birthDate === details.DateOfBirth),
  }
}

function match(same: boolean): 'Match' | 'NoMatch' {
  return same ? 'Match' : 'NoMatch'
}
