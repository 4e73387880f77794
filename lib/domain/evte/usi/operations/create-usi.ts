import { isoTime } from '../../../../core/clock.ts'
import type { UsiApplication, UsiApplicationResponse, UsiRequest, UsiResponse } from '../../../../formats/usi/index.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import type { UsiContext } from '../context.ts'
import { errorsElement } from '../register/application-errors.ts'
import { checkApplication } from '../register/check-application.ts'
import { checkDocument } from '../register/check-document.ts'
import { sameName } from '../register/names.ts'
import { newUsi } from '../register/new-usi.ts'
import { type NewStudent, type Student, studentFrom } from '../register/student.ts'

/** Enters a student and gives them a USI, unless the register already has them or the application is not right. */
export async function createUsi(
  context: UsiContext,
  request: UsiRequest<'CreateUSI'>,
): Promise<UsiResponse<'CreateUSI'>> {
  const [result] = await enterApplications(context, [request.Application])
  return { Application: result as UsiApplicationResponse }
}

/**
 * Enters applications one after the other, in one transaction: the second of two for the same person finds the first.
 */
export async function enterApplications(
  context: UsiContext,
  applications: readonly UsiApplication[],
): Promise<UsiApplicationResponse[]> {
  const { store } = context
  return await inTransaction(store, async (tx) => {
    const birthDates = [...new Set(applications.map(({ PersonalDetails }) => PersonalDetails.DateOfBirth))]
    // Two applications for one person at the same moment wait for each other.
    for (const date of birthDates.sort()) {
      await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`usi/${date}`}))`
    }
    const known: Known[] = await tx.usiRecord.findMany({ where: { birthDate: { in: birthDates } } })
    const entered: NewStudent[] = []
    const results = applications.map((application) => enter(context, application, known, entered))
    if (entered.length > 0) await tx.usiRecord.createMany({ data: entered })
    return results
  })
}

type Known = Pick<Student, 'usi' | 'birthDate' | 'firstName' | 'familyName' | 'singleName' | 'gender'>

function enter(
  { random, now, organisation }: UsiContext,
  application: UsiApplication,
  known: Known[],
  entered: NewStudent[],
): UsiApplicationResponse {
  const document = checkDocument(application)
  const errors = [...checkApplication(application, now), ...document.errors]
  const common = {
    ProcessedDate: isoTime(now),
    ApplicationId: application.ApplicationId,
    IdentityDocumentVerified: document.verified,
  }
  if (errors.length > 0) return { ...common, Result: 'Failure', Errors: errorsElement(errors) }
  // Whose USI it is stays untold: LocateUSI tells it to those who know the student's contact details as well.
  if (known.some((student) => isSamePerson(student, application.PersonalDetails))) {
    return { ...common, Result: 'MatchFound' }
  }
  const usi = newUsi(random)
  const student = studentFrom(application, { usi, createdBy: organisation?.code ?? '', now })
  entered.push(student)
  known.push(student as Known)
  return { ...common, Result: 'Success', USI: usi }
}

function isSamePerson(student: Known, person: UsiApplication['PersonalDetails']): boolean {
  if (student.birthDate !== person.DateOfBirth || student.gender !== person.Gender) return false
  if (person.SingleName !== undefined) return sameName(student.singleName, person.SingleName)
  return sameName(student.firstName, person.FirstName) && sameName(student.familyName, person.FamilyName)
}
