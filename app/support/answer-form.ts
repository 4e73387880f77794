import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { FormState } from '../../components/ui/form/form-state.ts'
import { describeError, type ErrorText, isMandateError } from '../../lib/core/errors/index.ts'
import { uuid } from '../../lib/core/random.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { pageContext } from './context.ts'

/**
 * Answers a form: `act` calls the use case and returns the address of the page that comes next, or why it cannot be
 * done. Where it is refused, the form is shown again with what is wrong and what was entered.
 */
export async function answerForm(
  before: FormState,
  form: FormData,
  act: (context: UseCaseContext) => Promise<string | ErrorText>,
): Promise<FormState> {
  const context = await pageContext()
  const refused = (error: FormState['error'], currentVersion?: number): FormState => ({
    attempt: before.attempt + 1,
    error,
    values: enteredValues(form),
    currentVersion,
  })
  let next: string | ErrorText
  try {
    next = await act(context)
  } catch (error) {
    if (isMandateError(error)) return refused(describeError(error), Number(error.details.version) || undefined)
    const reference = uuid(context.runtime.random)
    context.runtime.log.error('form failed', error, { reference })
    return refused({ ...describeError(error), reference })
  }
  if (typeof next !== 'string') return refused(next)
  // Going back must show what was entered meanwhile, not the page as it was before.
  revalidatePath('/', 'layout')
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
