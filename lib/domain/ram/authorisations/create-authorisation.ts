import { z } from 'zod'
import { uuid } from '../../../core/random.ts'
import type { AccessChoice } from '../../../policy/authorisations/access.ts'
import type { Actor, UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { changeBusiness } from '../acting/change-business.ts'
import type { ChangeTools } from '../acting/change-tools.ts'
import type { Scene } from '../acting/scene.ts'
import { actorOf } from '../acting/scene.ts'
import { declaration, submissionId } from '../fields.ts'
import { fullName, requestMail } from '../mails/authorisation-mails.ts'
import { type Agency, accessViews, readCatalogue } from './catalogue/read-catalogue.ts'
import { type Draft, draftFields } from './draft/authorisation-input.ts'
import { judgeDraft } from './draft/judge-draft.ts'
import { newRequestCode } from './requests/request-code.ts'

export const createAuthorisationInput = z.object({ submissionId, ...draftFields, declaration })
export type CreateAuthorisationInput = z.input<typeof createAuthorisationInput>

/** `codeExpiresAt` is an ISO moment by the business's clock. The code itself is only in the mail. */
export type CreateAuthorisationResult = {
  id: string
  abn: string
  email: string
  fullName: string
  codeExpiresAt: string
}

/** Authorises a person to act for a business: sends them a request that they have to accept. */
export async function createAuthorisation(
  context: UseCaseContext,
  input: CreateAuthorisationInput,
): Promise<CreateAuthorisationResult> {
  const draft = parseInput(createAuthorisationInput, input)
  const { abn, submissionId } = draft
  return await changeBusiness(context, { abn, submissionId, act: 'create-authorisation' }, async (scene) => {
    scene.permit('create-authorisation')
    return await sendRequest(scene, draft, context.actor, await readCatalogue(scene.tx))
  })
}

/** Writes the request of a draft into a locked business, with its history entry and its mail. */
export async function sendRequest(
  scene: Scene & ChangeTools,
  draft: Draft,
  sender: Actor,
  catalogue: readonly Agency[],
): Promise<CreateAuthorisationResult> {
  const { tx, runtime, now, business } = scene
  const { representativeType: type, givenNames, familyName, email } = draft
  const { access, ...details } = judgeDraft(draft, scene, catalogue)
  const { code, codeHash, expiresAt } = await newRequestCode(tx, runtime, now)
  const authorisation = await tx.authorisation.create({
    data: {
      id: uuid(runtime.random),
      abn: business.abn,
      type,
      status: 'PENDING',
      givenNames,
      familyName,
      email,
      ...details,
      codeHash,
      codeExpiresAt: new Date(expiresAt),
      createdAt: new Date(now),
      createdById: sender.personId,
      access: { create: access.map((choice) => ({ ...choice, serviceIds: [...choice.serviceIds] })) },
    },
  })
  await scene.record({
    act: 'authorisation-requested',
    subject: { id: authorisation.id, name: fullName(authorisation) },
    details: { type, email, ...details, access: accessFacts(access) },
  })
  const views = accessViews(type, access, catalogue)
  const mail = { code, expiresAt, access: views, senderName: actorOf(sender).name, again: false }
  await scene.mail(requestMail(runtime.settings, business, authorisation, mail))
  return {
    id: authorisation.id,
    abn: business.abn,
    email,
    fullName: fullName(authorisation),
    codeExpiresAt: new Date(expiresAt).toISOString(),
  }
}

/** Access as the history keeps it. */
export function accessFacts(
  access: readonly AccessChoice[],
): { agencyId: string; level: string; serviceIds: string[] }[] {
  return access.map(({ agencyId, level, serviceIds }) => ({ agencyId, level, serviceIds: [...serviceIds] }))
}
