import { parseUsi, type UsiResponse } from '../../formats/usi/index.ts'
import { callUsi, type UsiCallOptions } from './call-usi.ts'

/** A student as the caller's own records have them. */
export type StudentToVerify = {
  /** Code of the organisation that asks. */
  orgCode: string
  usi: string
  /** Calendar day, `YYYY-MM-DD`. */
  birthDate: string
} & ({ givenName: string; familyName: string } | { singleName: string })

/** What the register says; a field is there where it was compared. */
export type UsiVerification = {
  status: UsiResponse<'VerifyUSI'>['USIStatus']
  givenName?: 'Match' | 'NoMatch'
  familyName?: 'Match' | 'NoMatch'
  singleName?: 'Match' | 'NoMatch'
  birthDate?: 'Match' | 'NoMatch'
}

/**
 * Asks the USI service whether a USI is a student's.
 *
 * @throws MandateError `usi.invalid` before anything is sent; `kit.refused`, `kit.*`
 * @example
 * const { status } = await verifyUsi(
 *   { orgCode: 'VA1803', usi: 'BNGH7C75FN', givenName: 'Maryam', familyName: 'Fredrick', birthDate: '1966-05-25' },
 *   { token },
 * )
 */
export async function verifyUsi(student: StudentToVerify, options: UsiCallOptions): Promise<UsiVerification> {
  const answer = await callUsi(
    'VerifyUSI',
    {
      OrgCode: student.orgCode,
      USI: parseUsi(student.usi),
      ...('singleName' in student
        ? { SingleName: student.singleName }
        : { FirstName: student.givenName, FamilyName: student.familyName }),
      DateOfBirth: student.birthDate,
    },
    options,
  )
  return {
    status: answer.USIStatus,
    ...(answer.FirstName && { givenName: answer.FirstName }),
    ...(answer.FamilyName && { familyName: answer.FamilyName }),
    ...(answer.SingleName && { singleName: answer.SingleName }),
    ...(answer.DateOfBirth && { birthDate: answer.DateOfBirth }),
  }
}
