import { notFound } from 'next/navigation'
import type { ReactNode } from 'react'
import { Refusal } from '../../components/ui/message/refusal.tsx'
import { describeError, isMandateError } from '../../lib/core/errors/index.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { setPageStatus } from '../../lib/platform/runtime/page-status.ts'
import { showingContext } from './context.ts'
import { signInAgainPath } from './sign-in-again.ts'

/**
 * Shows a page of a signed-in person. Where the use case refuses, the page says why and what to do instead.
 *
 * @param render calls the use case and answers with the page
 */
export async function showPage(render: (context: UseCaseContext) => Promise<ReactNode>): Promise<ReactNode> {
  const context = await showingContext()
  try {
    return await render(context)
  } catch (error) {
    if (!isMandateError(error)) throw error
    if (error.code === 'common.not-found') notFound()
    const described = describeError(error)
    setPageStatus(described.status)
    return <Refusal error={described} signInAgain={await signInAgainPath(error)} />
  }
}
