import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { EditableField } from '../../../policy/editing.ts'
import type { UseCaseContext } from '../../context.ts'
import {
  abn,
  day,
  declaration,
  email,
  familyName,
  givenNames,
  optionalDay,
  recordId,
  submissionId,
  version,
  yesNo,
} from '../fields.ts'
import { accessStep } from './authorisation-input.ts'

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
  endDate: optionalDay,
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
  _context: UseCaseContext,
  _input: EditAuthorisationInput,
): Promise<EditAuthorisationResult> {
  throw new MandateError('common.unavailable')
}
