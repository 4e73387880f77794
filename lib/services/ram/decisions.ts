import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import { MandateError } from '../../core/errors/index.ts'
import { decideForService } from '../../domain/ram/sharing/decide-for-service.ts'
import { decisionScope } from '../../domain/ram/sharing/scopes.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { answerJson } from '../http/answer.ts'
import { readJson } from '../http/read-json.ts'

/** Longest question, bytes. */
const limit = 4 * 1024

/**
 * `POST /ram/decisions`: may this person use this service for this business? JSON both ways; the asking service proves
 * itself with an access token of its own (`client_credentials`).
 */
export async function answerDecision(
  runtime: Runtime,
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') throw new MandateError('common.not-found')
  const serviceId = await askerOf(provider, request).catch((error: unknown) => {
    response.setHeader('www-authenticate', `Bearer realm="ram", scope="${decisionScope}"`)
    throw error
  })
  answerJson(response, 200, await decideForService(runtime, serviceId, await readJson(request, limit)))
}

async function askerOf(provider: Provider, { headers }: IncomingMessage): Promise<string> {
  const value = /^bearer +(\S+)$/i.exec((headers.authorization ?? '').trim())?.[1]
  const token = value === undefined ? undefined : await provider.ClientCredentials.find(value)
  // The service may have been taken off the register since.
  const client = token?.clientId === undefined ? undefined : await provider.Client.find(token.clientId)
  if (token === undefined || client === undefined) throw new MandateError('ram.decision-token')
  if (!token.scopes.has(decisionScope) || !client.scope?.split(' ').includes(decisionScope)) {
    throw new MandateError('ram.decision-scope')
  }
  return client.clientId
}
