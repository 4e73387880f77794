import { z } from 'zod'
import type { Day } from '../../../../core/calendar-day.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import type { Authorisation, AuthorisationAccess, Prisma } from '../../../../platform/store/generated/client.ts'
import { dateProblems } from '../../../../policy/authorisations/dates.ts'
import type { EditableField } from '../../../../policy/authorisations/editing.ts'
import { editableIn } from '../../../../policy/authorisations/editing.ts'
import { statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import { statusLabel } from '../../../../policy/authorisations/statuses.ts'
import type { UseCaseContext } from '../../../context.ts'
import { invalidInput, parseInput } from '../../../parse-input.ts'
import { changeBusiness } from '../../acting/change-business.ts'
import type { ChangeTools } from '../../acting/change-tools.ts'
import { actorOf, type Scene, targetOf } from '../../acting/scene.ts'
import {
  abn,
  day,
  declaration,
  email,
  familyName,
  givenNames,
  recordId,
  submissionId,
  version,
  yesNo,
} from '../../fields.ts'
import { changedMeanwhile } from '../../history/changed-meanwhile.ts'
import { changedMail, fullName } from '../../mails/authorisation-mails.ts'
import { readCatalogue } from '../catalogue/read-catalogue.ts'
import { accessFacts } from '../create-authorisation.ts'
import { accessStep } from '../draft/authorisation-input.ts'
import { judgeAccess } from '../draft/judge-access.ts'
import { findTarget } from '../find-target.ts'
import { settleAuthorisation } from '../lifecycle/change-status.ts'
import { sendNewCode } from '../requests/reissue-code.ts'
import { changeSentences, type FieldChanges, fieldNames } from './field-changes.ts'

/**
 * Fields that are left out stay as they are. `endDate` given as empty text takes the end date away; `access` is the
 * whole list.
 */
export const editAuthorisationInput = z.object({
  submissionId,
  abn,
  id: recordId,
  version,
  givenNames: givenNames.optional(),
  familyName: familyName.optional(),
  email: email.optional(),
  startDate: day.optional(),
  endDate: z
    .union([z.literal('').transform(() => null), day])
    .nullable()
    .optional(),
  isAdministrator: yesNo('Choose Yes or No.').optional(),
  isMachineCredentialAdministrator: yesNo('Choose Yes or No.').optional(),
  access: accessStep.shape.access.optional(),
  confirmNoAccess: accessStep.shape.confirmNoAccess,
  declaration,
})
export type EditAuthorisationInput = z.input<typeof editAuthorisationInput>

export type EditAuthorisationResult = { id: string; version: number; changed: EditableField[] }

/**
 * Edits an authorisation, as far as its status allows.
 *
 * @throws MandateError `common.changed-meanwhile` when somebody else was faster: `fields` has a sentence for each field
 *   that they changed, `details.version` the version to send with the same input to overrule them
 */
export async function editAuthorisation(
  context: UseCaseContext,
  input: EditAuthorisationInput,
): Promise<EditAuthorisationResult> {
  const asked = parseInput(editAuthorisationInput, input)
  const { abn, id, submissionId } = asked
  return await changeBusiness(context, { abn, submissionId, act: 'edit-authorisation' }, async (scene) => {
    const { tx, runtime } = scene
    const found = await findTarget(scene, id, 'edit-authorisation')
    const row = await settleAuthorisation(scene, found.row)
    if (row.version !== asked.version) throw await changedMeanwhile(tx, row, asked.version)
    const access = await tx.authorisationAccess.findMany({ where: { authorisationId: id } })
    const { changes, write } = await judgeEdit(asked, row, access, scene)
    const changed = Object.keys(changes) as EditableField[]
    if (changed.length === 0) return { id, version: row.version, changed }

    let edited = await tx.authorisation.update({ where: { id }, data: { ...write, version: { increment: 1 } } })
    await scene.record({
      act: 'authorisation-edited',
      subject: { id, name: fullName(edited) },
      details: { version: edited.version, changed: changes },
    })
    if (row.isMachineCredentialAdministrator && !edited.isMachineCredentialAdministrator) {
      await scene.unassignCredentials(id)
    }
    if (row.status === 'PENDING' && changes.email !== undefined) {
      // The code must only ever be in the mailbox that the request is for.
      await sendNewCode(scene, edited, context.actor)
      edited = await tx.authorisation.findUniqueOrThrow({ where: { id } })
    } else if (row.status !== 'PENDING') {
      const byName = actorOf(context.actor).name
      await scene.mail(changedMail(runtime.settings, scene, edited, changeSentences(changes), byName))
    }
    return { id, version: edited.version, changed }
  })
}

type Asked = z.output<typeof editAuthorisationInput>
type Edit = { changes: FieldChanges; write: Prisma.AuthorisationUpdateInput }

/** What the edit changes, if role, status, dates and access allow it. */
async function judgeEdit(
  asked: Asked,
  row: Authorisation,
  access: readonly AuthorisationAccess[],
  scene: Scene & ChangeTools,
): Promise<Edit> {
  const edit = plainChanges(asked, row)
  if (asked.access !== undefined) {
    const catalogue = await readCatalogue(scene.tx)
    const choices = judgeAccess(row.type, asked.access, asked.confirmNoAccess === 'yes', catalogue)
    const before = inCatalogueOrder(accessFacts(access), catalogue)
    const after = accessFacts(choices)
    if (JSON.stringify(before) !== JSON.stringify(inCatalogueOrder(after, catalogue))) {
      edit.changes.access = { from: before, to: after }
      edit.write.access = {
        deleteMany: {},
        create: choices.map((choice) => ({ ...choice, serviceIds: [...choice.serviceIds] })),
      }
    }
  }
  judgeStatus(edit.changes, row, scene)
  judgeRoles(edit.changes, row, scene)
  judgeDates(edit.changes, row, scene)
  return edit
}

function plainChanges(asked: Asked, row: Authorisation): Edit {
  const edit: Edit = { changes: {}, write: {} }
  const fields = [
    'givenNames',
    'familyName',
    'email',
    'startDate',
    'endDate',
    'isAdministrator',
    'isMachineCredentialAdministrator',
  ] as const
  for (const field of fields) {
    const to = asked[field]
    if (to === undefined || to === row[field]) continue
    edit.changes[field] = { from: row[field], to }
    Object.assign(edit.write, field === 'endDate' ? { endDate: to, renewalReminder: null } : { [field]: to })
  }
  return edit
}

function judgeStatus(changes: FieldChanges, row: Authorisation, { now, today }: Scene): void {
  const { status, inactiveReason } = statusAt(row, now, today)
  const refused = (Object.keys(changes) as EditableField[]).filter((field) => !editableIn[status].includes(field))
  if (refused.length === 0) return
  throw new MandateError(
    'ram.not-editable',
    {
      status: statusLabel(status, inactiveReason).toLowerCase(),
      what: refused.map((field) => fieldNames[field]).join(', '),
    },
    { fields: Object.fromEntries(refused.map((field) => [field, 'This cannot be changed any more.'])) },
  )
}

function judgeRoles(changes: FieldChanges, row: Authorisation, scene: Scene): void {
  const target = targetOf(row, scene.mine)
  if (changes.isAdministrator?.to === true) {
    if (row.type !== 'STANDARD')
      throw invalidInput({ isAdministrator: 'Only a Standard user can be an administrator.' })
    scene.permit('appoint-administrator', target)
  }
  if (changes.isMachineCredentialAdministrator?.to === true) {
    if (row.type !== 'STANDARD') {
      throw invalidInput({
        isMachineCredentialAdministrator: 'Only a Standard user can be a machine credential administrator.',
      })
    }
    scene.permit('appoint-machine-credential-administrator', target)
  }
}

function judgeDates(changes: FieldChanges, row: Authorisation, { today }: Scene): void {
  if (changes.startDate === undefined && changes.endDate === undefined) return
  const startWas = row.startDate as Day
  const startDate = (changes.startDate?.to ?? startWas) as Day
  const endDate = (changes.endDate === undefined ? row.endDate : changes.endDate.to) as Day | null
  const problems = dateProblems(row.type, { startDate, endDate: endDate ?? undefined, startWas }, today)
  if (Object.keys(problems).length > 0) throw invalidInput(problems)
}

function inCatalogueOrder<Choice extends { agencyId: string }>(
  choices: readonly Choice[],
  catalogue: readonly { id: string }[],
): Choice[] {
  return catalogue.flatMap(({ id }) => choices.filter((choice) => choice.agencyId === id))
}
