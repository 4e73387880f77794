import { endpointAt, parseAddress } from '../../../http/address.ts'
import { type SbrOptions, sbrPath } from '../../../sbr/exchange.ts'
import { requestSbrToken } from '../../../sbr/token-for-sbr.ts'
import type { CommandInput, OptionRow } from '../../command.ts'
import type { CliContext } from '../../context.ts'
import { credentialOptions, readCredential } from '../../credential.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'

/** What every command about SBR takes. */
export const sbrOptions: readonly OptionRow[] = [
  ...credentialOptions,
  ...endpointOptions,
  {
    name: 'services',
    value: 'URL',
    meaning: 'Address of the SBR services, where they are not with the token service.',
  },
  {
    name: 'applies-to',
    value: 'URI',
    meaning: 'Address to get the token for. Default: https://test.sbr.gov.au/services.',
  },
]

/** What software says about itself where the command does not know better. */
export const softwareOptions: readonly OptionRow[] = [
  { name: 'product-id', value: 'ID', meaning: 'Product ID of the software. Default: 00000.' },
  { name: 'software', value: 'NAME', meaning: 'Name of the software. Default: mandate kit.' },
]

/** Opens the credential and gets a token with it. */
export async function readSbr(context: CliContext, input: CommandInput): Promise<SbrOptions> {
  const { endpoint, ca } = await readEndpoint(context, input)
  const services = endpointAt(input.value('services') ?? parseAddress(endpoint).origin, sbrPath)
  const credential = await readCredential(context, input)
  const { clock, random } = context
  const appliesTo = input.value('applies-to')
  const token = await requestSbrToken({ credential, endpoint, ca, clock, random, ...(appliesTo && { appliesTo }) })
  return { credential, token, services, ca, clock, random }
}

/** What the software says about itself. */
export function readSoftware(input: CommandInput) {
  return {
    productId: input.value('product-id') ?? '00000',
    vendor: 'Mandate',
    name: input.value('software') ?? 'mandate kit',
    version: '1.0',
  }
}
