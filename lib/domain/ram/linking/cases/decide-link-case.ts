import { z } from 'zod'
import type { Abn } from '../../../../core/abn.ts'
import { MandateError } from '../../../../core/errors/index.ts'
import { uuid } from '../../../../core/random.ts'
import { lockBusiness } from '../../../../platform/clock/lock-business.ts'
import type { LinkCase } from '../../../../platform/store/generated/client.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import { once } from '../../../../platform/submissions.ts'
import { latestEnd } from '../../../../policy/authorisations/dates.ts'
import { capacityOf } from '../../../../policy/linking.ts'
import type { UseCaseContext } from '../../../context.ts'
import { requireOperator } from '../../../desk/require-operator.ts'
import { parseInput } from '../../../parse-input.ts'
import { type ChangeTools, changeTools, noEffects, tellTheHouse } from '../../acting/change-tools.ts'
import { actorOf } from '../../acting/scene.ts'
import { accessViews, readCatalogue } from '../../authorisations/catalogue/read-catalogue.ts'
import { newRequestCode } from '../../authorisations/requests/request-code.ts'
import { openRegister } from '../../businesses/register/register.ts'
import { recordId, submissionId, version } from '../../fields.ts'
import { fullName, requestMail } from '../../mails/authorisation-mails.ts'
import { caseDeclinedMail } from '../../mails/link-case-mails.ts'

export const decideLinkCaseInput = z.object({
  submissionId,
  id: recordId,
  version,
  decision: z.enum(['approve', 'decline'], { error: 'Choose whether to approve or decline.' }),
  /** Kept, and on a refusal sent to the person. */
  reason: z
    .string({ error: 'Enter the reasons.' })
    .trim()
    .min(10, { error: 'Enter the reasons: 10 characters at least.' })
    .max(2000, { error: 'Use 2,000 characters at most.' }),
})
export type DecideLinkCaseInput = z.input<typeof decideLinkCaseInput>

export type DecideLinkCaseResult = { id: string; status: 'APPROVED' | 'DECLINED' }

/**
 * Decides a case of assisted linking, with reasons. An approval sends the person an authorisation code by mail; what
 * they accept with it lasts up to 12 months.
 *
 * @throws MandateError `common.not-found` for anybody but operators, `ram.case-own`, `ram.case-decided`,
 *   `common.changed-meanwhile`, `ram.abn-cancelled`
 */
export async function decideLinkCase(
  context: UseCaseContext,
  input: DecideLinkCaseInput,
): Promise<DecideLinkCaseResult> {
  await requireOperator(context)
  const { runtime, actor } = context
  const asked = parseInput(decideLinkCaseInput, input)
  const seen = await runtime.store.linkCase.findUnique({ where: { id: asked.id } })
  if (seen === null) throw new MandateError('common.not-found')
  if (seen.personId === actor.personId) throw new MandateError('ram.case-own')
  const abn = seen.abn as Abn
  if (asked.decision === 'approve') {
    const business = await openRegister(runtime).findBusiness(abn)
    if (business?.status !== 'REGISTERED') throw new MandateError('ram.abn-cancelled', { abn })
  }
  let effects = noEffects()
  const result = await inTransaction(runtime.store, async (tx) => {
    effects = noEffects()
    const { businessName: name, entityType } = seen
    const now = runtime.clock.now()
    await tx.business.createMany({ data: { abn, name, entityType, createdAt: new Date(now) }, skipDuplicates: true })
    const tools = changeTools(tx, runtime, await lockBusiness(tx, runtime.clock, abn), actorOf(actor), effects)
    const key = { id: asked.submissionId, personId: actor.personId, act: 'decide-link-case', at: now }
    return await once(tx, key, async () => {
      const linkCase = await tx.linkCase.findUniqueOrThrow({ where: { id: asked.id } })
      if (linkCase.status !== 'OPEN') throw new MandateError('ram.case-decided')
      if (linkCase.version !== asked.version) {
        throw new MandateError('common.changed-meanwhile', { version: linkCase.version })
      }
      const approved = asked.decision === 'approve'
      const authorisationId = approved ? await approve(tools, linkCase) : null
      const status = approved ? 'APPROVED' : 'DECLINED'
      const decided = await tx.linkCase.update({
        where: { id: asked.id },
        data: {
          status,
          authorisationId,
          decidedById: actor.personId,
          decidedByName: actorOf(actor).name,
          decisionReason: asked.reason,
          decidedAt: new Date(now),
          version: { increment: 1 },
        },
      })
      if (!approved) await tools.mail(caseDeclinedMail(runtime.settings, decided))
      return { id: asked.id, status } satisfies DecideLinkCaseResult
    })
  })
  tellTheHouse(runtime, [abn], effects)
  return result
}

/** Writes the request that the person accepts with their code. */
async function approve(tools: ChangeTools, linkCase: LinkCase): Promise<string> {
  const { tx, runtime, now, today, abn, doer } = tools
  const { type, givenNames, familyName, email, capacity } = linkCase
  const { code, codeHash, expiresAt } = await newRequestCode(tx, runtime, now)
  const authorisation = await tx.authorisation.create({
    data: {
      id: uuid(runtime.random),
      abn,
      type,
      status: 'PENDING',
      // Whose case it is: nobody else of that name can accept it.
      personId: linkCase.personId,
      givenNames,
      familyName,
      email,
      startDate: today,
      endDate: latestEnd(type, today),
      codeHash,
      codeExpiresAt: new Date(expiresAt),
      createdAt: new Date(now),
    },
  })
  await tools.record({
    act: 'assisted-link-approved',
    subject: { id: authorisation.id, name: fullName(authorisation) },
    details: { type, role: capacityOf(capacity)?.label ?? capacity, case: linkCase.id, endDate: authorisation.endDate },
  })
  const access = accessViews(type, [], await readCatalogue(tx))
  const senderName = doer === 'system' ? 'The operator' : doer.name
  await tools.mail(
    requestMail(runtime.settings, tools, authorisation, { code, expiresAt, access, senderName, again: false }),
  )
  return authorisation.id
}
