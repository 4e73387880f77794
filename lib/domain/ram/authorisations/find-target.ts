import { MandateError } from '../../../core/errors/index.ts'
import type { Authorisation } from '../../../platform/store/generated/client.ts'
import type { Act } from '../../../policy/permissions/acts.ts'
import type { Target } from '../../../policy/permissions/decide.ts'
import type { ChangeTools } from '../acting/change-tools.ts'
import { type Scene, targetOf } from '../acting/scene.ts'

/**
 * Reads the authorisation that an act is for, once the person may do the act to it.
 *
 * @throws MandateError why not; `common.not-found` for an id of no authorisation of the business, told only to those
 *   who may do the act to others
 */
export async function findTarget(
  scene: Scene & Pick<ChangeTools, 'tx'>,
  id: string,
  act: Act,
): Promise<{ row: Authorisation; target: Target }> {
  const row = await scene.tx.authorisation.findFirst({ where: { id, abn: scene.business.abn } })
  if (row === null) {
    scene.permit(act, { relationship: 'other', type: 'STANDARD' })
    throw new MandateError('common.not-found')
  }
  const target = targetOf(row, scene.mine)
  scene.permit(act, target)
  return { row, target }
}
