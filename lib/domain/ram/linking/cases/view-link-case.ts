import { z } from 'zod'
import { MandateError } from '../../../../core/errors/index.ts'
import { timeWith } from '../../../../platform/clock/business-clock.ts'
import type { LinkCase } from '../../../../platform/store/generated/client.ts'
import { statusAt } from '../../../../policy/authorisations/lifecycle.ts'
import { type AuthorisationStatus, statusLabel } from '../../../../policy/authorisations/statuses.ts'
import { typeLabel } from '../../../../policy/permissions/roles.ts'
import type { UseCaseContext } from '../../../context.ts'
import { isOperator, requireOperator } from '../../../desk/require-operator.ts'
import { parseInput } from '../../../parse-input.ts'
import { openRegister, type RegisteredBusiness } from '../../businesses/register/register.ts'
import { recordId } from '../../fields.ts'
import { type LinkCaseView, toCaseView } from './link-case-view.ts'

export const viewLinkCaseInput = z.object({ id: recordId })
export type ViewLinkCaseInput = z.input<typeof viewLinkCaseInput>

export type LinkCaseDetails = LinkCaseView & {
  /** What an approval made: the request that the person accepts with their code, and what became of it. */
  authorisation: {
    status: AuthorisationStatus
    statusLabel: string
    endDate: string | null
    /** ISO moment until which the code can be used; null when it is not waited for. */
    codeExpiresAt: string | null
    /** ISO moment at which the person asked for a new code; null when they did not. */
    newCodeAskedAt: string | null
  } | null
  /** For operators: the business as the register has it today; null when it has none. */
  register: RegisteredBusiness | null
  /** For operators: who acts for the business as principal authority already. */
  principals: { fullName: string; typeLabel: string }[]
  /** What the person who looks may do. */
  actions: ('withdraw' | 'decide' | 'reissue-code')[]
}

/** One case of assisted linking: for its person, and for operators. */
export async function viewLinkCase(context: UseCaseContext, input: ViewLinkCaseInput): Promise<LinkCaseDetails> {
  const { id } = parseInput(viewLinkCaseInput, input)
  const { store } = context.runtime
  const row = await store.linkCase.findUnique({ where: { id } })
  const operator = await isOperator(context)
  const mine = row?.personId === context.actor.personId
  if (row === null || !(mine || operator)) throw new MandateError('common.not-found')
  const actions: LinkCaseDetails['actions'] = mine && row.status === 'OPEN' ? ['withdraw'] : []
  const authorisation = await madeBy(context, row)
  const view = { ...toCaseView(row), authorisation }
  if (!operator) return { ...view, register: null, principals: [], actions }
  await requireOperator(context)
  const [register, principals] = await Promise.all([
    openRegister(context.runtime).findBusiness(row.abn as RegisteredBusiness['abn']),
    store.authorisation.findMany({
      where: { abn: row.abn, status: 'ACTIVE', type: { notIn: ['STANDARD', 'BASIC'] } },
      orderBy: [{ familyName: 'asc' }, { id: 'asc' }],
      take: 20,
    }),
  ])
  // Nobody decides their own case.
  if (row.status === 'OPEN' && !mine) actions.push('decide')
  if (awaitsCode(authorisation) && !mine) actions.push('reissue-code')
  return {
    ...view,
    register: register ?? null,
    principals: principals.map(({ givenNames, familyName, type }) => ({
      fullName: `${givenNames} ${familyName}`,
      typeLabel: typeLabel({ type, isAdministrator: false }),
    })),
    actions,
  }
}

async function madeBy(
  { runtime }: UseCaseContext,
  { authorisationId }: LinkCase,
): Promise<LinkCaseDetails['authorisation']> {
  if (authorisationId === null) return null
  const row = await runtime.store.authorisation.findUnique({
    where: { id: authorisationId },
    include: { business: { select: { clockOffsetMs: true } } },
  })
  if (row === null) return null
  const { now, today } = timeWith(runtime.clock, row.business.clockOffsetMs)
  const current = statusAt(row, now, today)
  const isWaiting = current.status === 'PENDING' || current.inactiveReason === 'CODE_EXPIRED'
  return {
    status: current.status,
    statusLabel: statusLabel(current.status, current.inactiveReason),
    endDate: row.endDate,
    newCodeAskedAt: row.newCodeAskedAt?.toISOString() ?? null,
    codeExpiresAt: (isWaiting && row.codeExpiresAt?.toISOString()) || null,
  }
}

function awaitsCode(authorisation: LinkCaseDetails['authorisation']): boolean {
  return authorisation !== null && authorisation.codeExpiresAt !== null
}
