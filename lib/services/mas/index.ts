import type { IncomingMessage, ServerResponse } from 'node:http'
import { hour, minute } from '../../core/clock.ts'
import { isMandateError, MandateError } from '../../core/errors/index.ts'
import { transportTrace } from '../../domain/mas/answer-message.ts'
import { metadataDocument } from '../../domain/mas/metadata/write-metadata.ts'
import { writeWsdl } from '../../domain/mas/metadata/write-wsdl.ts'
import { serviceVersions } from '../../domain/mas/service-version.ts'
import { writeRefusal } from '../../domain/mas/token/write-refusal.ts'
import { newTraceId } from '../../domain/mas/trace/trace-id.ts'
import { createTraceKeeper, type KeptTrace, toKept } from '../../domain/mas/trace/trace-keeper.ts'
import { faultHeader } from '../../domain/sandbox/faults/read-header.ts'
import { startJobs } from '../../platform/jobs/jobs.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'
import { deliver } from '../faults/deliver.ts'
import { answer, answerProblem } from '../http/answer.ts'
import { clientAddress } from '../http/client-address.ts'
import type { Service } from '../http/service.ts'
import { answerFederation, federationMetadata, federationPrefix, isFederationMetadata } from './federation.ts'
import { type MasDependencies, openPorts } from './ports.ts'
import { readRequestBody } from './read-request-body.ts'
import { type Route, routeOf } from './route.ts'
import { startTokenPool } from './workers/token-pool.ts'

export type { MasDependencies } from './ports.ts'

/** Where it answers. */
export const masPrefixes = ['/r3.0/', federationPrefix]

const soap = 'application/soap+xml; charset=utf-8'
const xmlType = 'text/xml; charset=utf-8'

/**
 * The token service: POST for tokens, GET for its contract, at both versions' addresses; beside them what other programs
 * have to know to trust its tokens.
 *
 * @see docs/wire-formats.md, Endpoints
 */
export async function createMasService(runtime: Runtime, dependencies: MasDependencies): Promise<Service> {
  const { settings, clock, random, log } = runtime
  const { sha1 = settings.sha1 } = dependencies
  const federation = federationMetadata(runtime, dependencies.authority)
  const ports = await openPorts(runtime, dependencies)
  const traces = dependencies.traces ?? createTraceKeeper(runtime)
  const pool = startTokenPool(runtime, {
    ports: ports.decision,
    validation: ports.validation,
    authority: dependencies.authority,
  })
  const jobs = startJobs(
    [
      { name: 'forget accepted messages', everyMs: minute, run: () => ports.replay.forget() },
      { name: 'forget old traces', everyMs: hour, run: () => traces.forget() },
    ],
    log,
  )

  return {
    name: 'mas',
    prefixes: masPrefixes,
    async handle(request, response) {
      const route = routeOf(request, settings)
      if (isFederationMetadata(request)) return answerFederation(request, response, federation)
      if (!route) answerProblem(response, new MandateError('common.not-found'))
      else if (isOff(route) && request.method !== 'POST') answerProblem(response, versionOff(route))
      else if (request.method === 'POST') await answerPost(request, response, route)
      else if (request.method === 'GET' || request.method === 'HEAD') answerGet(response, route)
      else
        answer(response, 405, 'text/plain; charset=utf-8', 'Use POST for tokens, GET with ?wsdl for the contract.\n', {
          allow: 'GET, HEAD, POST',
        })
    },
    async close() {
      await jobs.stop()
      await pool.close()
      await ports.close()
      if (!dependencies.traces) await traces.close()
    },
  }

  function isOff({ version }: Route): boolean {
    return version === 'S007v1.2' && !sha1
  }

  async function answerPost(request: IncomingMessage, response: ServerResponse, route: Route): Promise<void> {
    const began = performance.now()
    try {
      if (isOff(route)) throw versionOff(route)
      const bytes = await readRequestBody(request)
      const faults = dependencies.faults?.open('mas', request.headers[faultHeader])
      const job = { bytes, version: route.version, endpoint: route.endpoint }
      const { status, body, trace } = await pool.answer(job, faults)
      if (trace) {
        const named = await ports.named(trace)
        traces.keep(named)
        noteUse(request, named)
      }
      const headers: Record<string, string> = trace ? { 'mandate-trace': trace.id } : {}
      await deliver(response, faults, () => answer(response, status, soap, body, headers))
    } catch (error) {
      if (!isMandateError(error)) throw error
      refuseUnread(request, response, route, { error, began })
    }
  }

  function noteUse(request: IncomingMessage, { outcome, credentialId, relyingPartyId, at }: KeptTrace): void {
    if (outcome !== 'ACCEPTED' || credentialId === undefined || relyingPartyId === undefined) return
    dependencies.uses?.note({ credentialId, relyingPartyId, at, address: clientAddress(request, settings) })
  }

  /** A fault for a request that was not read to its end, or not worked on. */
  function refuseUnread(
    request: IncomingMessage,
    response: ServerResponse,
    { version }: Route,
    { error, began }: { error: MandateError; began: number },
  ): void {
    if (request.destroyed) return
    const id = newTraceId(random)
    const at = clock.now()
    const durationMicros = Math.round((performance.now() - began) * 1000)
    const trace = transportTrace(error, { id, at, service: version, durationMicros })
    traces.keep(toKept(trace))
    const status = error.code === 'mas.too-large' ? 413 : error.code === 'mas.too-slow' ? 408 : 500
    const body = writeRefusal(error, { messageId: undefined, traceId: id }, { now: at, random })
    answer(response, status, soap, body, { 'mandate-trace': id })
  }
}

function versionOff({ version }: Route): MandateError {
  return new MandateError('mas.version-off', { service: version })
}

function answerGet(response: ServerResponse, { version, endpoint, asks }: Route): void {
  const about = { version: serviceVersions[version], endpoint }
  const declaration = '<?xml version="1.0" encoding="utf-8"?>\n'
  if (asks === 'service') {
    const text = `This is the security token service ${version}.\nPOST a signed SOAP 1.2 request for a token to this address. Its contract is at ${endpoint}?wsdl.\n`
    answer(response, 200, 'text/plain; charset=utf-8', text)
  } else {
    const document = asks === 'wsdl' ? writeWsdl(about) : metadataDocument(about)
    answer(response, 200, xmlType, declaration + document.markup)
  }
}
