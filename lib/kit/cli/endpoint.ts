import { defaultBase } from '../http/address.ts'
import { readCaFile } from '../http/trust.ts'
import type { CommandInput, OptionRow } from './command.ts'
import type { CliContext } from './context.ts'

export const endpointOptions: readonly OptionRow[] = [
  {
    name: 'endpoint',
    value: 'URL',
    meaning: `Where Mandate is, or the address of the token service. Default: MANDATE_URL, else ${defaultBase}.`,
  },
  {
    name: 'ca',
    value: 'FILE',
    meaning: 'Root certificate of that server, PEM. Default: MANDATE_CA; on this machine, the root of your credential.',
  },
]

/** Which server is meant, and whom to trust for it. */
export async function readEndpoint(
  { env }: CliContext,
  input: CommandInput,
): Promise<{ endpoint: string; ca: string | undefined }> {
  const file = input.value('ca') ?? (env.MANDATE_CA || undefined)
  return {
    endpoint: input.value('endpoint') ?? (env.MANDATE_URL || defaultBase),
    ca: file === undefined ? undefined : await readCaFile(file),
  }
}
