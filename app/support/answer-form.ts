import { revalidatePath } from 'next/cache'
import { redirect } from 'next/navigation'
import type { FormState } from '../../components/ui/form/form-state.ts'
import { describeError, type ErrorText, isMandateError } from '../../lib/core/errors/index.ts'
import { uuid } from '../../lib/core/random.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { type Runtime, theRuntime } from '../../lib/platform/runtime/runtime.ts'
import { pageContext } from './context.ts'
import { signInAgainPath } from './sign-in-again.ts'

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
  return await answerBy(context.runtime, before, form, () => act(context))
}

/** The same for a form that needs nobody to be signed in: those of the sandbox's console. */
export async function answerOpenForm(
  before: FormState,
  form: FormData,
  act: (runtime: Runtime) => Promise<string | ErrorText>,
): Promise<FormState> {
  const runtime = theRuntime()
  return await answerBy(runtime, before, form, () => act(runtime))
}

async function answerBy(
  { log, random }: Runtime,
  before: FormState,
  form: FormData,
  act: () => Promise<string | ErrorText>,
): Promise<FormState> {
  const refused = (error: FormState['error'], more: Partial<FormState> = {}): FormState => ({
    attempt: before.attempt + 1,
    error,
    values: enteredValues(form),
    ...more,
  })
  let next: string | ErrorText
  try {
    next = await act()
  } catch (error) {
    if (isMandateError(error)) {
      const currentVersion = Number(error.details.version) || undefined
      return refused(describeError(error), { currentVersion, signInAgain: await signInAgainPath(error) })
    }
    const reference = uuid(random)
    log.error('form failed', error, { reference })
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
