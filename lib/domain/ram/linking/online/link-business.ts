import { z } from 'zod'
import type { Abn } from '../../../../core/abn.ts'
import type { Email } from '../../../../core/email.ts'
import { describeError, type ErrorText, MandateError } from '../../../../core/errors/index.ts'
import { uuid } from '../../../../core/random.ts'
import { lockBusinesses } from '../../../../platform/clock/lock-business.ts'
import type { Transaction } from '../../../../platform/store/open.ts'
import { inTransaction } from '../../../../platform/store/transaction.ts'
import { once } from '../../../../platform/submissions.ts'
import { limits } from '../../../../policy/limits.ts'
import { typeLabel } from '../../../../policy/permissions/roles.ts'
import type { UseCaseContext } from '../../../context.ts'
import { parseInput } from '../../../parse-input.ts'
import { type ChangeTools, changeTools, noEffects, tellTheHouse } from '../../acting/change-tools.ts'
import { actorOf, heldBy } from '../../acting/scene.ts'
import { heldNow, moveCredentials, overrideHeld } from '../../authorisations/requests/accept-authorisation.ts'
import type { Association } from '../../businesses/register/register.ts'
import { abn, declaration, recordId, submissionId } from '../../fields.ts'
import { fullName, linkedMail } from '../../mails/authorisation-mails.ts'
import { verifiedEmail } from '../../people/emails/verified-email.ts'
import { eligibilityOf, problemOf } from './eligibility.ts'
import { addressFields } from './find-eligible-businesses.ts'

export const linkBusinessInput = z.object({
  submissionId,
  ...addressFields,
  abns: z
    .array(abn)
    .min(1, { error: 'Choose at least one business.' })
    .max(limits.linksAtOnce, { error: `Choose ${limits.linksAtOnce} businesses at most.` }),
  /** From `sendEmailCode` and `verifyEmailCode` with purpose LINK_BUSINESS. */
  emailCodeId: recordId,
  declaration,
})
export type LinkBusinessInput = z.input<typeof linkBusinessInput>

export type LinkBusinessResult = {
  linked: { abn: string; name: string; authorisationId: string; replaced: string | null }[]
  /** Those that could not be linked, each with its reason; the name where the register lists the person. */
  failed: { abn: string; name: string | null; problem: ErrorText }[]
  email: string
}

/**
 * Links businesses to the person as principal authority. Each stands for itself: one that cannot be linked does not keep
 * the others back.
 *
 * @throws MandateError with the first reason where none can be linked
 */
export async function linkBusiness(context: UseCaseContext, input: LinkBusinessInput): Promise<LinkBusinessResult> {
  const { runtime, actor } = context
  const { submissionId, emailCodeId, abns, ...rest } = parseInput(linkBusinessInput, input)
  const { chosen, strangers } = await chooseAssociations(context, [...new Set(abns)], rest)
  const { personId } = actor
  let effects = noEffects()
  const result = await inTransaction(runtime.store, async (tx) => {
    effects = noEffects()
    await knowBusinesses(tx, chosen, new Date(runtime.clock.now()))
    const locked = await lockBusinesses(
      tx,
      runtime.clock,
      chosen.map(({ business }) => business.abn),
    )
    const key = { id: submissionId, personId, act: 'link-business', at: runtime.clock.now() }
    return await once(tx, key, async () => {
      const email = await verifiedEmail(tx, runtime, { id: emailCodeId, personId, purpose: 'LINK_BUSINESS' })
      const linked: LinkBusinessResult['linked'] = []
      const problems: [Failure, MandateError][] = []
      for (const [at, association] of chosen.entries()) {
        const business = locked[at] as (typeof locked)[number]
        const tools = changeTools(tx, runtime, business, actorOf(actor), effects)
        const held = await heldNow(tools, personId)
        const problem = problemOf(association, held)
        if (problem === null) linked.push(await linkOne(tools, association, context, { held, email }))
        else problems.push([{ abn: business.abn, name: association.business.name }, problem])
      }
      for (const abn of strangers) problems.push([{ abn, name: null }, new MandateError('ram.not-eligible', { abn })])
      if (linked.length === 0 && problems[0] !== undefined) throw problems[0][1]
      return { linked, failed: problems.map(([of, problem]) => ({ ...of, problem: describeError(problem) })), email }
    })
  })
  tellTheHouse(
    runtime,
    chosen.map(({ business }) => business.abn),
    effects,
  )
  return result
}

type Failure = { abn: string; name: string | null }

/** The register is asked again: what the page showed may be old or made up. */
async function chooseAssociations(
  context: UseCaseContext,
  abns: readonly Abn[],
  address: Parameters<typeof eligibilityOf>[1],
): Promise<{ chosen: Association[]; strangers: Abn[] }> {
  const all = await eligibilityOf(context, address)
  const chosen: Association[] = []
  const strangers: Abn[] = []
  for (const abn of abns) {
    const found = all.find(({ association }) => association.business.abn === abn)
    if (found === undefined) strangers.push(abn)
    else chosen.push(found.association)
  }
  return { chosen, strangers }
}

async function linkOne(
  tools: ChangeTools,
  association: Association,
  { actor }: UseCaseContext,
  { held, email }: { held: Awaited<ReturnType<typeof heldNow>>; email: Email },
): Promise<LinkBusinessResult['linked'][number]> {
  const { tx, runtime, abn, now, today } = tools
  const facts = {
    type: 'PRINCIPAL_AUTHORITY',
    isAdministrator: false,
    isMachineCredentialAdministrator: false,
  } as const
  if (held !== null) await overrideHeld(tools, held, facts)
  const authorisation = await tx.authorisation.create({
    data: {
      id: uuid(runtime.random),
      abn,
      ...facts,
      status: 'ACTIVE',
      personId: actor.personId,
      heldBy: heldBy(abn, actor.personId),
      givenNames: actor.givenNames,
      familyName: actor.familyName,
      email,
      startDate: today,
      acceptedAt: new Date(now),
      createdAt: new Date(now),
      createdById: actor.personId,
      associationCheckedAt: new Date(runtime.clock.now()),
    },
  })
  if (held !== null) await moveCredentials(tools, held, authorisation)
  await tools.record({
    act: 'business-linked',
    subject: { id: authorisation.id, name: fullName(authorisation) },
    details: { role: association.role, strength: actor.strength, email },
  })
  await tools.mail(linkedMail(runtime.settings, tools, authorisation))
  return { abn, name: tools.name, authorisationId: authorisation.id, replaced: held === null ? null : typeLabel(held) }
}

/** Businesses that nobody has linked before become known; names follow the register. */
async function knowBusinesses(tx: Transaction, chosen: readonly Association[], at: Date): Promise<void> {
  await tx.business.createMany({
    data: chosen.map(({ business: { abn, name, entityType } }) => ({ abn, name, entityType, createdAt: at })),
    skipDuplicates: true,
  })
}
