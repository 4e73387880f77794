import type { Instant } from '../../../../core/clock.ts'
import type { UsiRequest, UsiResponse } from '../../../../formats/usi/index.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import type { UsiContext } from '../context.ts'
import { type ApplicationErrorCode, errorsElement } from '../register/application-errors.ts'
import { isBirthDate } from '../register/check-application.ts'
import { checkDocument, type EvidenceOutcome } from '../register/check-document.ts'
import { countryOf } from '../register/countries.ts'
import { isName } from '../register/names.ts'
import type { Student } from '../register/student.ts'

type Request = UsiRequest<'UpdateUSIPersonalDetails'>
type Modifier = Request['PersonalDetailsModifier']
type Update = Request['PersonalDetailsUpdate']
type Response = UsiResponse<'UpdateUSIPersonalDetails'>
type Change = { columns: Partial<Student> } | { error: ApplicationErrorCode }

/** What a document has to prove before it is changed; the rest is the student's own word. */
const proved: readonly Modifier[] = ['FirstName', 'MiddleName', 'FamilyName', 'SingleName', 'DateOfBirth']

/** Changes the one detail of a student that the modifier names. */
export async function updatePersonalDetails({ store, now }: UsiContext, request: Request): Promise<Response> {
  const evidence: EvidenceOutcome = proved.includes(request.PersonalDetailsModifier)
    ? checkDocument(request)
    : { verified: 'NotRequired', errors: [] }
  const answer = (errors: readonly ApplicationErrorCode[]): Response => ({
    Result: errors.length > 0 ? 'Failure' : 'Success',
    IdentityDocumentVerified: evidence.verified,
    Errors: errorsElement(errors),
  })
  return await inTransaction(store, async (tx) => {
    const student = await tx.usiRecord.findUnique({ where: { usi: request.USI } })
    if (student === null) return answer(['E014'])
    if (student.status === 'DEACTIVATED') return answer(['E015'])
    const change = changeOf(request.PersonalDetailsModifier, request.PersonalDetailsUpdate, student, now)
    const errors = [...evidence.errors, ...('error' in change ? [change.error] : [])]
    if (errors.length > 0 || 'error' in change) return answer(errors)
    await tx.usiRecord.update({
      where: { usi: request.USI },
      data: { ...(change.columns as object), version: { increment: 1 } },
    })
    return answer([])
  })
}

function changeOf(modifier: Modifier, update: Update, student: Student, now: Instant): Change {
  switch (modifier) {
    case 'FirstName':
    case 'FamilyName':
      return changeTwoNames(modifier, update, student)
    case 'SingleName':
      if (update.SingleName === undefined) return { error: 'E016' }
      if (!isName(update.SingleName)) return { error: 'E013' }
      return { columns: { singleName: update.SingleName.trim(), firstName: null, middleName: null, familyName: null } }
    case 'MiddleName':
      if (update.MiddleName === undefined) return { error: 'E016' }
      if (student.singleName !== null) return { error: 'E017' }
      return { columns: { middleName: update.MiddleName.trim() || null } }
    case 'DateOfBirth':
      if (update.DateOfBirth === undefined) return { error: 'E016' }
      return isBirthDate(update.DateOfBirth, now) ? { columns: { birthDate: update.DateOfBirth } } : { error: 'E003' }
    case 'CountryOfBirth':
      if (update.CountryOfBirthCode === undefined) return { error: 'E016' }
      if (!countryOf(update.CountryOfBirthCode)) return { error: 'E002' }
      return { columns: { countryOfBirthCode: update.CountryOfBirthCode.trim() } }
    case 'TownCityOfBirth':
      return update.TownCityOfBirth === undefined
        ? { error: 'E016' }
        : { columns: { townCityOfBirth: update.TownCityOfBirth.trim() } }
    case 'Gender':
      return update.Gender === undefined ? { error: 'E016' } : { columns: { gender: update.Gender } }
    case 'PreferredFirstName':
      return preferred('preferredFirstName', update.PreferredFirstName)
    case 'PreferredFamilyName':
      return preferred('preferredFamilyName', update.PreferredFamilyName)
    case 'PreferredSingleName':
      return preferred('preferredSingleName', update.PreferredSingleName)
  }
}

/** Who had one name needs both now. */
function changeTwoNames(modifier: 'FirstName' | 'FamilyName', update: Update, student: Student): Change {
  const { FirstName, FamilyName } = update
  const named = modifier === 'FirstName' ? FirstName : FamilyName
  if (named === undefined) return { error: 'E016' }
  if (!isName(named)) return { error: 'E013' }
  if (student.singleName === null) {
    return { columns: modifier === 'FirstName' ? { firstName: named.trim() } : { familyName: named.trim() } }
  }
  if (FirstName === undefined || FamilyName === undefined) return { error: 'E017' }
  if (!isName(FirstName) || !isName(FamilyName)) return { error: 'E013' }
  return { columns: { singleName: null, firstName: FirstName.trim(), familyName: FamilyName.trim() } }
}

/** An empty preferred name takes it away. */
function preferred(
  column: 'preferredFirstName' | 'preferredFamilyName' | 'preferredSingleName',
  name: string | undefined,
): Change {
  return name === undefined ? { error: 'E016' } : { columns: { [column]: name.trim() || null } }
}
