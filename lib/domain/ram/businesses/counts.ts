import type { Store } from '../../../platform/store/open.ts'
import { mayEver } from '../../../policy/decide.ts'
import { whereStatus } from '../authorisations/authorisation-row.ts'
import type { Scene } from '../scene.ts'
import type { BusinessView } from './view-business.ts'

/** How much there is of everything that the person may see; 0 for the rest. */
export async function countsOf(store: Store, scene: Scene): Promise<BusinessView['counts']> {
  const { abn } = scene.business
  const sees = {
    representatives: mayEver('list-authorisations', scene.asker),
    credentials: mayEver('list-credentials', scene.asker),
    notifications: mayEver('list-notifications', scene.asker),
  }
  const [representatives, pending, credentials, notifications] = await Promise.all([
    sees.representatives ? store.authorisation.count({ where: { abn, ...whereStatus('ACTIVE', scene) } }) : 0,
    sees.representatives ? store.authorisation.count({ where: { abn, ...whereStatus('PENDING', scene) } }) : 0,
    sees.credentials
      ? store.credential.count({
          where: { abn, status: { in: ['ACTIVE', 'SUSPENDED'] }, notAfter: { gt: new Date(scene.now) } },
        })
      : 0,
    sees.notifications
      ? store.cloudNotification.count({
          where: { OR: [{ clientAbn: abn }, { providerAbn: abn }], status: { in: ['PENDING', 'ACCEPTED'] } },
        })
      : 0,
  ])
  return { representatives, pending, credentials, notifications }
}
