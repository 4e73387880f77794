import { describeError, type ErrorText, MandateError } from '../../lib/core/errors/index.ts'
import type { ChosenFile } from './choose-file.ts'
import { runTool, type ToolResult } from './run-tool.ts'
import { type EnteredTool, getsNewPassword, problemsOf } from './tool-problems.ts'

/** Does what was asked, or says by field or in a sentence why not. */
export async function runHere(
  file: ChosenFile,
  entered: EnteredTool,
): Promise<{ result: ToolResult } | { error: ErrorText }> {
  const fields = problemsOf(file, entered)
  if (Object.keys(fields).length > 0) {
    return { error: describeError(new MandateError('common.invalid-input', {}, { fields })) }
  }
  const { other, otherPassword, task, password, target, credentialId, replace, fresh } = entered
  try {
    const result = await runTool({
      task,
      file,
      password,
      newPassword: getsNewPassword(entered) ? fresh.password : undefined,
      target,
      credentialId,
      other: other && { bytes: new Uint8Array(await other.arrayBuffer()), password: otherPassword },
      replace,
    })
    return { result }
  } catch (error) {
    return { error: describeError(error) }
  }
}
