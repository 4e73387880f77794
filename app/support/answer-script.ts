import type { Answer } from '../../components/credentials/create/types.ts'
import { describeError, isMandateError } from '../../lib/core/errors/index.ts'
import { uuid } from '../../lib/core/random.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { pageContext } from './context.ts'

/** Answers a script of a page: what the use case gives, or why it refuses. */
export async function answerScript<Value>(act: (context: UseCaseContext) => Promise<Value>): Promise<Answer<Value>> {
  const context = await pageContext()
  try {
    return { value: await act(context) }
  } catch (error) {
    if (isMandateError(error)) return { error: describeError(error) }
    const reference = uuid(context.runtime.random)
    context.runtime.log.error('script call failed', error, { reference })
    return { error: { ...describeError(error), reference } }
  }
}
