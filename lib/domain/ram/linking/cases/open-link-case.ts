import { z } from 'zod'
import { MandateError } from '../../../../core/errors/index.ts'
import { uuid } from '../../../../core/random.ts'
import { queueMail } from '../../../../platform/mail/queue-mail.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import { once } from '../../../../platform/submissions.ts'
import { overrides } from '../../../../policy/authorisations/level.ts'
import { isStrongEnough } from '../../../../policy/identity/identity-strength.ts'
import { strengthName } from '../../../../policy/permissions/decide.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { heldBy } from '../../acting/scene.ts'
import { openRegister } from '../../businesses/register/register.ts'
import { abn, declaration, recordId, submissionId } from '../../fields.ts'
import { caseOpenedMail } from '../../mails/link-case-mails.ts'
import { verifiedEmail } from '../../people/emails/verified-email.ts'
import { evidenceFields, judgeEvidence } from './check-evidence.ts'

export const openLinkCaseInput = z.object({
  submissionId,
  abn,
  ...evidenceFields,
  /** From `sendEmailCode` and `verifyEmailCode` with purpose LINK_BUSINESS. */
  emailCodeId: recordId,
  declaration,
})
export type OpenLinkCaseInput = z.input<typeof openLinkCaseInput>

export type OpenLinkCaseResult = { id: string; abn: string; businessName: string }

/**
 * Asks for assisted linking: evidence from a person whom the register cannot confirm online. An operator decides.
 *
 * @throws MandateError `ram.identity-too-weak`, `ram.business-unknown`, `ram.abn-cancelled`, `ram.already-linked`,
 *   `ram.case-open`
 */
export async function openLinkCase(context: UseCaseContext, input: OpenLinkCaseInput): Promise<OpenLinkCaseResult> {
  const { runtime, actor } = context
  const { submissionId, abn, capacity, evidence, emailCodeId } = parseInput(openLinkCaseInput, input)
  const { personId, givenNames, familyName, strength } = actor
  if (!isStrongEnough(strength, 'STANDARD')) {
    throw new MandateError('ram.identity-too-weak', { needed: 'Standard', actual: strengthName(strength) })
  }
  const { type } = judgeEvidence({ capacity, evidence })
  const business = await openRegister(runtime).findBusiness(abn)
  if (business === undefined) {
    throw new MandateError('ram.business-unknown', { abn }, { fields: { abn: 'The register has no such ABN.' } })
  }
  if (business.status === 'CANCELLED') {
    throw new MandateError('ram.abn-cancelled', { abn }, { fields: { abn: 'This ABN is cancelled.' } })
  }
  const now = runtime.clock.now()
  const result = await inTransaction(runtime.store, async (tx) => {
    await tx.$queryRaw`SELECT 1 AS "locked" FROM "Person" WHERE "id" = ${personId}::uuid FOR NO KEY UPDATE`
    return await once(tx, { id: submissionId, personId, act: 'open-link-case', at: now }, async () => {
      const email = await verifiedEmail(tx, runtime, { id: emailCodeId, personId, purpose: 'LINK_BUSINESS' })
      const [open, held] = await Promise.all([
        tx.linkCase.findFirst({ where: { personId, abn, status: 'OPEN' } }),
        tx.authorisation.findUnique({ where: { heldBy: heldBy(abn, personId) } }),
      ])
      if (open !== null) throw new MandateError('ram.case-open', { name: business.name })
      if (held !== null && !overrides(type, held.type)) throw new MandateError('ram.already-linked', { abn })
      const linkCase = await tx.linkCase.create({
        data: {
          id: uuid(runtime.random),
          abn,
          businessName: business.name,
          entityType: business.entityType,
          personId,
          givenNames,
          familyName,
          email,
          type,
          capacity,
          strength,
          evidence,
          status: 'OPEN',
          createdAt: new Date(now),
        },
      })
      await queueMail(tx, { ...caseOpenedMail(runtime.settings, linkCase), at: now })
      return { id: linkCase.id, abn, businessName: business.name }
    })
  })
  runtime.signals.emit('mail-queued', {})
  return result
}
