import type { IncomingMessage } from 'node:http'
import { type Sbr2Endpoint, sbr2Endpoints } from '../../../domain/evte/sbr2/endpoints.ts'
import { type SbdmOperation, sbdmOperations } from '../../../formats/sbdm/index.ts'
import type { Settings } from '../../../platform/settings/settings.ts'
import { secureOriginOf } from '../secure-origin.ts'

/** Path of the services below our own address; also the address that a token is for. */
export const sbrServicesPath = '/evte/sbr/services'

/** Where a request is going: to an endpoint of SBR2, or to a core service of SBR1. */
export type SbrRoute = {
  /** Address of the services, as this client reaches them. */
  address: string
} & ({ endpoint: Sbr2Endpoint } | { operation: SbdmOperation })

/** Reads the path in any letter case; `undefined` where there is no service of SBR. */
export function sbrRouteOf(request: IncomingMessage, settings: Settings): SbrRoute | undefined {
  const path = (request.url ?? '').toLowerCase().split('?', 1)[0] as string
  if (!path.startsWith(`${sbrServicesPath}/`)) return undefined
  const name = path.slice(sbrServicesPath.length + 1).replace(/\/$/, '')
  const endpoint = sbr2Endpoints.find((one) => one.name.toLowerCase() === name)
  const operation = sbdmOperations.find((one) => `${one}.02.service` === name)
  const address = `${secureOriginOf(request, settings)}${sbrServicesPath}`
  if (endpoint) return { endpoint, address }
  return operation && { operation, address }
}
