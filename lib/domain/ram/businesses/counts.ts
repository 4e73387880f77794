import type { Store } from '../../../platform/store/open.ts'
import { mayEver } from '../../../policy/permissions/decide.ts'
import type { Scene } from '../acting/scene.ts'
import type { AuthorisationFigures } from './authorisation-figures.ts'
import type { BusinessView } from './view-business.ts'

/** How much there is of everything that the person may see; 0 for the rest. */
export async function countsOf(
  store: Store,
  scene: Scene,
  figures: AuthorisationFigures | null,
): Promise<BusinessView['counts']> {
  const { abn } = scene.business
  const [credentials, notifications] = await Promise.all([
    mayEver('list-credentials', scene.asker)
      ? store.credential.count({
          where: { abn, status: { in: ['ACTIVE', 'SUSPENDED'] }, notAfter: { gt: new Date(scene.now) } },
        })
      : 0,
    mayEver('list-notifications', scene.asker)
      ? store.cloudNotification.count({
          where: { OR: [{ clientAbn: abn }, { providerAbn: abn }], status: { in: ['PENDING', 'ACCEPTED'] } },
        })
      : 0,
  ])
  return { representatives: figures?.active ?? 0, pending: figures?.pending ?? 0, credentials, notifications }
}
