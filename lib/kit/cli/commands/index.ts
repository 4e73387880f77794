import type { Command } from '../command.ts'
import { completionCommand } from './completion.ts'
import { doctorCommand } from './doctor.ts'
import { evteSbrCommand } from './evte/sbr.ts'
import { evteUsiCommand } from './evte/usi.ts'
import { helpCommand } from './help.ts'
import { historyVerifyCommand } from './history-verify.ts'
import { keystoreAddCommand } from './keystore/add.ts'
import { keystoreCheckCommand } from './keystore/check.ts'
import { keystoreConvertCommand } from './keystore/convert.ts'
import { keystoreInspectCommand } from './keystore/inspect.ts'
import { keystorePasswordCommand } from './keystore/password.ts'
import { keystoreRenewCommand } from './keystore/renew.ts'
import { sandboxFaultCommand } from './sandbox/fault.ts'
import { sandboxActsCommand, sandboxInboxCommand, sandboxTrafficCommand } from './sandbox/look.ts'
import { sandboxBusinessCommand, sandboxPersonaCommand } from './sandbox/people.ts'
import { sandboxRevokeCommand } from './sandbox/revoke.ts'
import { sandboxTimeCommand } from './sandbox/time.ts'
import { sandboxTrustCommand } from './sandbox/trust.ts'
import {
  sandboxResetCommand,
  sandboxRestoreCommand,
  sandboxSetupCommand,
  sandboxSnapshotCommand,
} from './sandbox/world.ts'
import { sandboxCredentialCommand } from './sandbox-credential.ts'
import { sbrLodgeCommand } from './sbr/lodge.ts'
import { sbrPingCommand } from './sbr/ping.ts'
import { sbrPullCommand } from './sbr/pull.ts'
import { sbrSendCommand } from './sbr/send.ts'
import { tokenCommand } from './token.ts'
import { tokenValidateCommand } from './token-validate.ts'
import { usiVerifyCommand } from './usi-verify.ts'
import { versionCommand } from './version.ts'
import { whyCommand } from './why.ts'

/** Every command, in the order in which help shows them. */
export const commands: readonly Command[] = [
  keystoreInspectCommand,
  keystoreCheckCommand,
  keystorePasswordCommand,
  keystoreConvertCommand,
  keystoreAddCommand,
  keystoreRenewCommand,
  tokenCommand,
  tokenValidateCommand,
  usiVerifyCommand,
  evteUsiCommand,
  evteSbrCommand,
  sbrPingCommand,
  sbrSendCommand,
  sbrPullCommand,
  sbrLodgeCommand,
  whyCommand,
  sandboxCredentialCommand,
  sandboxRevokeCommand,
  sandboxSetupCommand,
  sandboxPersonaCommand,
  sandboxBusinessCommand,
  sandboxTimeCommand,
  sandboxFaultCommand,
  sandboxSnapshotCommand,
  sandboxRestoreCommand,
  sandboxResetCommand,
  sandboxTrustCommand,
  sandboxInboxCommand,
  sandboxTrafficCommand,
  sandboxActsCommand,
  historyVerifyCommand,
  doctorCommand,
  helpCommand(() => commands),
  completionCommand(() => commands),
  versionCommand,
]
