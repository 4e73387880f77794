import type { Prisma } from '../../../platform/store/generated/client.ts'
import { mayEver } from '../../../policy/permissions/decide.ts'
import type { Scene } from '../../ram/acting/scene.ts'

/**
 * Which requests of an organisation a person sees: public ones, their own, and, for its administrators, the private
 * ones of others too.
 */
export function visibleRequests(
  { business, asker }: Pick<Scene, 'business' | 'asker'>,
  personId: string,
): Prisma.DspRequestWhereInput {
  const abn: string = business.abn
  if (mayEver('list-authorisations', asker)) return { abn }
  return { abn, OR: [{ isPrivate: false }, { createdById: personId }] }
}
