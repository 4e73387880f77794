import { uuid } from '../../lib/core/random.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'

/** The id that a page gives its form, so that a form sent twice acts once. */
export function newSubmissionId({ runtime }: UseCaseContext): string {
  return uuid(runtime.random)
}
