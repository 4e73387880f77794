import { cache } from 'react'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { theRuntime } from '../../lib/platform/runtime/runtime.ts'
import { requireActor } from '../session.ts'

/** What a use case needs of a request: the house, and who is asking. Sends a visitor to sign-in first. */
export async function pageContext(): Promise<UseCaseContext> {
  return { actor: await requireActor(), runtime: theRuntime() }
}

/** The same for all parts of a page that is being shown; what they read of a business, they read once. */
export const showingContext = cache(
  async (): Promise<UseCaseContext> => ({ ...(await pageContext()), entered: new Map() }),
)
