import { z } from 'zod'
import { describeError, type FieldErrors, MandateError } from '../../../../core/errors/index.ts'
import type { Store, Transaction } from '../../../../platform/store/open.ts'
import { statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import { declarations } from '../../../../policy/declarations.ts'
import { type PersonName, plain, sameName } from '../../../../policy/identity/names.ts'
import { typeLabel } from '../../../../policy/permissions/roles.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { enterBusiness, type Scene } from '../../acting/scene.ts'
import { abn } from '../../fields.ts'
import type { BusinessName } from '../../views.ts'
import { type Agency, readCatalogue } from '../catalogue/read-catalogue.ts'
import { type Draft, draftInput } from '../draft/authorisation-input.ts'
import { judgeDraft } from '../draft/judge-draft.ts'
import { type ImportLine, readImport } from './read-import.ts'

/** Text of a CSV file; see `importTemplate`. */
export const csvFile = z
  .string({ error: 'Choose a CSV file.' })
  .min(1, { error: 'Choose a CSV file.' })
  .max(500_000, { error: 'Choose a file of 500 kB at most.' })
export const previewImportInput = z.object({ abn, csv: csvFile })
export type PreviewImportInput = z.input<typeof previewImportInput>

/** A line of the file, and what would become of it. */
export type ImportPreviewRow = {
  line: number
  givenNames: string
  familyName: string
  email: string
  typeLabel: string
  isMachineCredentialAdministrator: boolean
  startDate: string
  endDate: string | null
  agencies: string[]
  /** Sentences, by the field's name; empty when a request would be sent. */
  problems: FieldErrors
}
export type ImportPreview = {
  business: BusinessName
  rows: ImportPreviewRow[]
  good: number
  bad: number
  declaration: string
}

/** Reads a file of new users and judges every line by the rules of the wizard; nothing is written. */
export async function previewImport(context: UseCaseContext, input: PreviewImportInput): Promise<ImportPreview> {
  const { abn, csv } = parseInput(previewImportInput, input)
  const { store } = context.runtime
  const scene = await enterBusiness(context, abn)
  scene.permit('import-authorisations')
  const catalogue = await readCatalogue(store)
  const lines = readImport(csv, { abn, today: scene.today, catalogue })
  const judged = await judgeLines(store, scene, lines, catalogue)
  const rows = judged.map(({ line, draft, problems, names }) => ({
    line,
    givenNames: draft.givenNames,
    familyName: draft.familyName,
    email: draft.email,
    typeLabel: typeLabel({
      type: draft.representativeType === 'BASIC' ? 'BASIC' : 'STANDARD',
      isAdministrator: draft.isAdministrator === 'yes',
    }),
    isMachineCredentialAdministrator: draft.isMachineCredentialAdministrator === 'yes',
    startDate: draft.startDate,
    endDate: draft.endDate || null,
    agencies: names,
    problems,
  }))
  const bad = rows.filter(({ problems }) => Object.keys(problems).length > 0).length
  return {
    business: { abn, name: scene.business.name },
    rows,
    good: rows.length - bad,
    bad,
    declaration: declarations.create,
  }
}

/** A judged line: a draft that may be sent, or why not. */
export type JudgedLine = ImportLine & { checked: Draft | null; problems: FieldErrors; names: string[] }

/** Judges lines of a file, by the same rules as the wizard, and against each other and who is there already. */
export async function judgeLines(
  db: Store | Transaction,
  scene: Scene,
  lines: readonly ImportLine[],
  catalogue: readonly Agency[],
): Promise<JudgedLine[]> {
  const people = await presentPeople(db, scene)
  return lines.map((line) => {
    const names = (line.draft.access ?? []).map(
      ({ agencyId }) => catalogue.find(({ id }) => id === agencyId)?.name ?? agencyId,
    )
    const { checked, problems } = judgeLine(line, scene, catalogue)
    if (checked === null) return { ...line, checked, problems, names }
    const key = plain(checked.familyName)
    const namesakes = people.get(key) ?? []
    if (namesakes.some((other) => sameName(other, checked))) {
      return { ...line, checked: null, problems: { familyName: twinSentence }, names }
    }
    people.set(key, [...namesakes, checked])
    return { ...line, checked, problems, names }
  })
}

const twinSentence =
  'Somebody of this name is in the file or acts for the business already. A person can hold one authorisation only.'

function judgeLine(
  { draft }: ImportLine,
  scene: Scene,
  catalogue: readonly Agency[],
): { checked: Draft | null; problems: FieldErrors } {
  try {
    const checked = parseInput(draftInput, draft)
    judgeDraft(checked, scene, catalogue)
    return { checked, problems: {} }
  } catch (error) {
    if (!(error instanceof MandateError)) throw error
    const { fields, happened } = describeError(error)
    return { checked: null, problems: Object.keys(fields).length > 0 ? fields : { line: happened } }
  }
}

/** Who has an authorisation or a request of the business, by the plain family name. */
async function presentPeople(
  db: Store | Transaction,
  { business, now, today }: Scene,
): Promise<Map<string, PersonName[]>> {
  const rows = await db.authorisation.findMany({
    where: { abn: business.abn, status: { not: 'INACTIVE' } },
    select: {
      givenNames: true,
      familyName: true,
      status: true,
      inactiveReason: true,
      startDate: true,
      endDate: true,
      codeExpiresAt: true,
    },
  })
  const people = new Map<string, PersonName[]>()
  for (const row of rows) {
    if (statusAt(row, now, today).status === 'INACTIVE') continue
    const key = plain(row.familyName)
    people.set(key, [...(people.get(key) ?? []), row])
  }
  return people
}
