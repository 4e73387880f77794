import { redirect } from 'next/navigation'
import type { FormState } from '../../components/ui/form/form-state.ts'
import { describeError, isMandateError } from '../../lib/core/errors/index.ts'
import { uuid } from '../../lib/core/random.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { pageContext } from './context.ts'

/**
 * Answers a form: `act` calls the use case and returns the address of the page that comes next. Where it refuses, the
 * form is shown again with what is wrong and what was entered.
 */
export async function answerForm(
  before: FormState,
  form: FormData,
  act: (context: UseCaseContext) => Promise<string>,
): Promise<FormState> {
  const context = await pageContext()
  let next: string
  try {
    next = await act(context)
  } catch (error) {
    const known = isMandateError(error)
    const reference = known ? undefined : uuid(context.runtime.random)
    if (!known) context.runtime.log.error('form failed', error, { reference })
    return {
      attempt: before.attempt + 1,
      error: { ...describeError(error), reference },
      values: enteredValues(form),
      currentVersion: known ? Number(error.details.version) || undefined : undefined,
    }
  }
  redirect(next)
}

function enteredValues(form: FormData): Record<string, string[]> {
  const values: Record<string, string[]> = {}
  for (const [name, value] of form) {
    if (typeof value !== 'string' || name.startsWith('$')) continue
    values[name] = [...(values[name] ?? []), value]
  }
  return values
}
