import { isMandateError } from '../../../lib/core/errors/index.ts'

/** The code of the error that `run` throws; `none`, or the name of a foreign error. */
export function codeOf(run: () => unknown): string {
  try {
    run()
    return 'none'
  } catch (error) {
    return isMandateError(error) ? error.code : `foreign: ${String(error)}`
  }
}

/** Like {@link codeOf}, for what answers later. */
export async function laterCodeOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run()
    return 'none'
  } catch (error) {
    return isMandateError(error) ? error.code : `foreign: ${String(error)}`
  }
}
