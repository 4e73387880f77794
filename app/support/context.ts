import type { UseCaseContext } from '../../lib/domain/context.ts'
import { theRuntime } from '../../lib/platform/runtime/runtime.ts'
import { requireActor } from '../session.ts'

/** What a use case needs of a request: the house, and who is asking. Sends a visitor to sign-in first. */
export async function pageContext(): Promise<UseCaseContext> {
  return { actor: await requireActor(), runtime: theRuntime() }
}
