import { z } from 'zod'
import { addDays, dayOf } from '../../../core/calendar-day.ts'
import { limits } from '../../../policy/limits.ts'
import { type ApiRight, apiRightNames, apiRights, mayGive } from '../../../policy/permissions/api-rights.ts'
import { mayEver } from '../../../policy/permissions/decide.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../acting/scene.ts'
import { abn } from '../fields.ts'
import type { BusinessName } from '../views.ts'
import { type ApiTokenView, toApiTokenView } from './api-token-view.ts'

export const listApiTokensInput = z.object({ abn })
export type ListApiTokensInput = z.input<typeof listApiTokensInput>

export type ListApiTokensResult = {
  business: BusinessName
  /** Those that work first, the newest on top. */
  tokens: ApiTokenView[]
  mayManage: boolean
  /** The rights that the person can give. */
  rights: { name: ApiRight; label: string }[]
  /** For the form: the last day may lie between. */
  today: string
  latestDay: string
}

/** Revoked and expired ones beyond this are only in the history. */
const most = 200

/** The API tokens of a business. */
export async function listApiTokens(context: UseCaseContext, input: ListApiTokensInput): Promise<ListApiTokensResult> {
  const { abn } = parseInput(listApiTokensInput, input)
  const { store, clock } = context.runtime
  const scene = await enterBusiness(context, abn)
  scene.permit('list-api-tokens')
  const rows = await store.apiToken.findMany({
    where: { abn },
    include: { authorisation: true },
    orderBy: [{ revokedAt: { sort: 'desc', nulls: 'first' } }, { createdAt: 'desc' }, { id: 'asc' }],
    take: most,
  })
  const views = rows.map((row) => toApiTokenView(row, clock.now(), scene))
  const today = dayOf(clock.now())
  return {
    business: { abn, name: scene.business.name },
    tokens: [
      ...views.filter(({ status }) => status === 'working'),
      ...views.filter(({ status }) => status !== 'working'),
    ],
    mayManage: mayEver('manage-api-tokens', scene.asker),
    rights: apiRightNames
      .filter((right) => mayGive(right, scene.asker))
      .map((right) => ({ name: right, label: apiRights[right].label })),
    today,
    latestDay: addDays(today, limits.apiTokenDays),
  }
}
