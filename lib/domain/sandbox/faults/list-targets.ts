import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { requireSandbox } from '../require-sandbox.ts'

/** Machine credentials that a fault can be aimed at, the newest first. */
export async function listTargets(runtime: Runtime): Promise<{ id: string; name: string; abn: string }[]> {
  requireSandbox(runtime)
  return await runtime.store.credential.findMany({
    where: { status: { in: ['ACTIVE', 'SUSPENDED'] } },
    orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
    take: 200,
    select: { id: true, name: true, abn: true },
  })
}
