import { z } from 'zod'
import { addDays, type Day, formatDay } from '../../../core/calendar-day.ts'
import type { ErrorText } from '../../../core/errors/index.ts'
import { describeError, MandateError } from '../../../core/errors/index.ts'
import { renewalOf } from '../../../policy/authorisations/dates.ts'
import { statusAt } from '../../../policy/authorisations/lifecycle.ts'
import { statusLabel } from '../../../policy/authorisations/statuses.ts'
import { limits } from '../../../policy/limits.ts'
import type { UseCaseContext } from '../../context.ts'
import { invalidInput, parseInput } from '../../parse-input.ts'
import { changeBusiness } from '../acting/change-business.ts'
import type { ChangeTools } from '../acting/change-tools.ts'
import type { Scene } from '../acting/scene.ts'
import { abn, declaration, optionalDay, recordId, submissionId } from '../fields.ts'
import { fullName, renewedMail } from '../mails/authorisation-mails.ts'
import { findTarget } from './find-target.ts'

export const renewAuthorisationsInput = z.object({
  submissionId,
  abn,
  items: z
    .array(z.object({ id: recordId, endDate: optionalDay }))
    .min(1, { error: 'Choose at least one authorisation.' })
    .max(500, { error: 'Renew 500 at most at once.' }),
  declaration,
})
export type RenewAuthorisationsInput = z.input<typeof renewAuthorisationsInput>

export type RenewAuthorisationsResult = {
  renewed: { id: string; fullName: string; endDate: string | null }[]
  failed: { id: string; fullName: string | null; problem: ErrorText }[]
}

/**
 * Renews one or many authorisations; each stands for itself, and the outcome names those that failed and why. Without
 * an end date, a Standard user's has none, and one that must end gets the longest it may have.
 */
export async function renewAuthorisations(
  context: UseCaseContext,
  input: RenewAuthorisationsInput,
): Promise<RenewAuthorisationsResult> {
  const { abn, submissionId, items } = parseInput(renewAuthorisationsInput, input)
  return await changeBusiness(context, { abn, submissionId, act: 'renew-authorisations' }, async (scene) => {
    const result: RenewAuthorisationsResult = { renewed: [], failed: [] }
    for (const { id, endDate } of uniqueById(items)) {
      try {
        result.renewed.push(await renewOne(scene, id, endDate))
      } catch (error) {
        // A refusal is thrown before anything of this one is written, so that the others can go on.
        if (!(error instanceof MandateError)) throw error
        const row = await scene.tx.authorisation.findFirst({ where: { id, abn } })
        const mayKnow = scene.asker.role !== null && row !== null
        result.failed.push({ id, fullName: mayKnow ? fullName(row) : null, problem: describeError(error) })
      }
    }
    return result
  })
}

async function renewOne(
  scene: Scene & ChangeTools,
  id: string,
  wanted: Day | undefined,
): Promise<RenewAuthorisationsResult['renewed'][number]> {
  const { tx, now, today, runtime } = scene
  const { row } = await findTarget(scene, id, 'renew-authorisation')
  const { status, inactiveReason } = statusAt(row, now, today)
  if (status !== 'ACTIVE') {
    throw new MandateError('ram.status-forbids', { status: statusLabel(status, inactiveReason).toLowerCase() })
  }
  const renewal = renewalOf(row.type, row.endDate as Day | null, today)
  if (!renewal.open) {
    throw renewal.why === 'no-end'
      ? new MandateError('ram.nothing-to-renew')
      : new MandateError('ram.renewal-not-open', { days: limits.renewalDays, from: formatDay(renewal.from) })
  }
  const endDate = wanted ?? renewal.latestEnd
  const was = row.endDate as Day
  if (endDate !== null && endDate <= was) {
    throw invalidInput({
      endDate: `Choose ${formatDay(addDays(was, 1))} or a later day: it lasts until ${formatDay(was)} already.`,
    })
  }
  if (renewal.latestEnd !== null && endDate !== null && endDate > renewal.latestEnd) {
    throw invalidInput({ endDate: `Choose ${formatDay(renewal.latestEnd)} or an earlier day.` })
  }
  const renewed = await tx.authorisation.update({
    where: { id },
    data: { endDate, renewalReminder: null, version: { increment: 1 } },
  })
  await scene.record({
    act: 'authorisation-renewed',
    subject: { id, name: fullName(renewed) },
    details: { version: renewed.version, changed: { endDate: { from: was, to: endDate } } },
  })
  await scene.mail(renewedMail(runtime.settings, scene, renewed))
  return { id, fullName: fullName(renewed), endDate }
}

function uniqueById<Item extends { id: string }>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [item.id, item])).values()]
}
