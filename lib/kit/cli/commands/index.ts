import type { Command } from '../command.ts'
import { helpCommand } from './help.ts'
import { historyVerifyCommand } from './history-verify.ts'
import { keystoreInspectCommand } from './keystore-inspect.ts'
import { sandboxCredentialCommand } from './sandbox-credential.ts'
import { tokenCommand } from './token.ts'
import { usiVerifyCommand } from './usi-verify.ts'
import { versionCommand } from './version.ts'
import { whyCommand } from './why.ts'

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  keystoreInspectCommand,
  tokenCommand,
  usiVerifyCommand,
  whyCommand,
  sandboxCredentialCommand,
  historyVerifyCommand,
  helpCommand(() => commands),
  versionCommand,
]
