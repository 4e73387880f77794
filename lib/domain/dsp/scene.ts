import type { Abn } from '../../core/abn.ts'
import { MandateError } from '../../core/errors/index.ts'
import type { DspOrganisation } from '../../platform/store/generated/client.ts'
import type { Store, Transaction } from '../../platform/store/open.ts'
import type { Outcome } from '../../platform/submissions.ts'
import { decideService } from '../../policy/authorisations/access.ts'
import { isStrongEnough } from '../../policy/identity/identity-strength.ts'
import type { UseCaseContext } from '../context.ts'
import { changeBusiness } from '../ram/acting/change-business.ts'
import type { ChangeTools } from '../ram/acting/change-tools.ts'
import { enterBusiness, type Scene } from '../ram/acting/scene.ts'
import { accessSentences } from '../ram/sharing/decide-access.ts'

/** What somebody wants in Online services for DSPs: read and ask for support, or register and test. */
export type DspNeed = 'support' | 'manage'

/** The service of the agency catalogue that a person needs access to. */
export const dspServiceId = 'dsp'

/** A business as a DSP, as one of its people meets it. */
export type DspScene = Scene & {
  /** Null until the SBR developer registration. */
  organisation: DspOrganisation | null
  may: Record<DspNeed, boolean>
}

/**
 * Reads a DSP for the person who asks. RAM decides: their authorisation must be in force and reach "Online services
 * for DSPs". With a Basic identity one may read and ask; registering and testing need Standard.
 *
 * @throws MandateError `ram.no-authorisation`, `dsp.no-access`, `dsp.identity-too-weak`
 */
export async function enterDsp(context: UseCaseContext, abn: Abn, need: DspNeed = 'support'): Promise<DspScene> {
  const scene = await enterBusiness(context, abn)
  return await admit(context.runtime.store, context, scene, need)
}

/** The same for a DSP that has registered as a developer. */
export async function enterRegisteredDsp(
  context: UseCaseContext,
  abn: Abn,
  need: DspNeed = 'support',
): Promise<DspScene & { organisation: DspOrganisation }> {
  return requireRegistration(await enterDsp(context, abn, need))
}

/** Changes a DSP once for a form: see `changeBusiness`. */
export async function changeDsp<Result extends Outcome>(
  context: UseCaseContext,
  change: { abn: Abn; submissionId: string; act: string; need: DspNeed },
  work: (scene: DspScene & ChangeTools) => Promise<Result>,
): Promise<Result> {
  const { need, ...rest } = change
  return await changeBusiness(context, rest, async (scene) => ({
    ...(await work({ ...scene, ...(await admit(scene.tx, context, scene, need)) })),
  }))
}

/** The same for a DSP that has registered as a developer. */
export async function changeRegisteredDsp<Result extends Outcome>(
  context: UseCaseContext,
  change: { abn: Abn; submissionId: string; act: string; need: DspNeed },
  work: (scene: DspScene & ChangeTools & { organisation: DspOrganisation }) => Promise<Result>,
): Promise<Result> {
  return await changeDsp(context, change, (scene) => work({ ...scene, ...requireRegistration(scene) }))
}

/** @throws MandateError `dsp.not-registered` */
export function requireRegistration<Registered extends DspScene>(
  scene: Registered,
): Registered & { organisation: DspOrganisation } {
  const { organisation } = scene
  if (organisation === null) throw new MandateError('dsp.not-registered')
  return { ...scene, organisation }
}

async function admit(
  db: Store | Transaction,
  { actor }: UseCaseContext,
  scene: Scene,
  need: DspNeed,
): Promise<DspScene> {
  scene.permit('view-business')
  const [service, access, organisation] = await Promise.all([
    db.agencyService.findUnique({ where: { id: dspServiceId } }),
    db.authorisationAccess.findMany({ where: { authorisationId: scene.mine.id } }),
    db.dspOrganisation.findUnique({ where: { abn: scene.business.abn } }),
  ])
  if (service === null) throw new MandateError('dsp.no-access', { why: accessSentences['unknown-service'] })
  const decision = decideService({ type: scene.mine.type, strength: actor.strength, access }, service)
  if (!decision.allowed) throw new MandateError('dsp.no-access', { why: accessSentences[decision.reason] })
  const may = { support: true, manage: isStrongEnough(actor.strength, 'STANDARD') }
  if (!may[need]) throw new MandateError('dsp.identity-too-weak')
  return { ...scene, organisation, may }
}
