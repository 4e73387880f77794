import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Instant, minute } from '../../../core/clock.ts'
import { isMandateError } from '../../../core/errors/index.ts'
import { openAddressBook } from '../../../domain/evte/own-addresses.ts'
import { answerCall, refuseUnread, type UsiAnswer } from '../../../domain/evte/usi/answer-call.ts'
import { callLimit } from '../../../domain/evte/usi/message/read-call.ts'
import { createReplayGuard } from '../../../domain/mas/replay/replay-guard.ts'
import { createTraceKeeper, type TraceKeeper, toKept } from '../../../domain/mas/trace/trace-keeper.ts'
import type { FaultDesk } from '../../../domain/sandbox/faults/fault-desk.ts'
import { faultHeader } from '../../../domain/sandbox/faults/read-header.ts'
import { writeUsiWsdl } from '../../../formats/usi/index.ts'
import type { Authority } from '../../../platform/authority/authority.ts'
import { startJobs } from '../../../platform/jobs/jobs.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { deliver } from '../../faults/deliver.ts'
import { answer } from '../../http/answer.ts'
import { readWholeBody } from '../read-whole-body.ts'
import { tokenPolicy } from '../token-policy.ts'
import { type UsiRoute, usiRouteOf, usiServicePath } from './route.ts'

export type UsiDependencies = {
  authority: Pick<Authority, 'relyingPartyKey' | 'tokenSigningCertificates'>
  /** Where traces go; a keeper of its own where none is given. */
  traces?: TraceKeeper
  /** Accept tokens that S007v1.2 signed with SHA-1. Default yes. */
  sha1?: boolean
  /** Faults on demand. */
  faults?: FaultDesk
}

export type UsiService = {
  /** False where the path is none of this service. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>
  close(): Promise<void>
}

const soap = 'application/soap+xml; charset=utf-8'

/** The simulated USI registry, version 5: POST for its ten operations, GET for its contract. */
export async function openUsiService(runtime: Runtime, dependencies: UsiDependencies): Promise<UsiService> {
  const { settings, store, clock, random, log } = runtime
  const { authority, sha1 = runtime.settings.sha1 } = dependencies
  const addresses = await openAddressBook(runtime, 'usi', usiServicePath)
  const replay = await createReplayGuard(runtime)
  const traces = dependencies.traces ?? createTraceKeeper(runtime)
  const jobs = startJobs(
    [{ name: 'forget calls to the USI service', everyMs: minute, run: () => replay.forget() }],
    log,
  )

  return {
    async handle(request, response) {
      const route = usiRouteOf(request, settings)
      if (!route) return false
      if (request.method === 'POST') await answerPost(request, response, route)
      else if (request.method === 'GET' || request.method === 'HEAD') answerGet(response, route)
      else
        answer(response, 405, 'text/plain; charset=utf-8', 'Use POST, or GET with ?wsdl.\n', {
          allow: 'GET, HEAD, POST',
        })
      return true
    },
    async close() {
      await jobs.stop()
      addresses.close()
      await replay.close()
      if (!dependencies.traces) await traces.close()
    },
  }

  async function answerPost(request: IncomingMessage, response: ServerResponse, route: UsiRoute): Promise<void> {
    const now = clock.now()
    const faults = dependencies.faults?.open('usi', request.headers[faultHeader])
    const world = {
      ...(faults && { faults }),
      now,
      tokens: tokenPolicy({
        authority,
        relyingParty: 'usi',
        audiences: addresses.all(),
        now,
        allowSha1: sha1,
        confirmations: ['symmetric'],
      }),
      store,
      random,
      address: route.address,
      acceptOnce: async (digest: string, until: Instant) => await replay.acceptOnce(digest, until),
      stopwatch: () => performance.now(),
      onInternalError: (error: unknown, trace: string) =>
        log.error('a call to the USI service failed', error, { trace }),
    }
    try {
      const bytes = await readWholeBody(request, 'usi', callLimit)
      const answered = await answerCall(bytes, world)
      traces.keep(toKept(answered.trace))
      await deliver(response, faults, () => send(response, answered))
    } catch (error) {
      if (!isMandateError(error)) throw error
      if (request.destroyed) return
      const refused = refuseUnread(error, world)
      traces.keep(toKept(refused.trace))
      send(response, refused)
    }
  }

  function send(response: ServerResponse, { status, body, trace }: UsiAnswer): void {
    answer(response, status, soap, body, { 'mandate-trace': trace.id })
  }
}

function answerGet(response: ServerResponse, { version, asks, address, tokenService }: UsiRoute): void {
  if (version === 'old') {
    const text = `This version of the USI service has ended. Use version 5:\n${address}\n`
    answer(response, 410, 'text/plain; charset=utf-8', text, { link: `<${address}>; rel="successor-version"` })
  } else if (asks === 'wsdl') {
    answer(response, 200, 'text/xml; charset=utf-8', writeUsiWsdl({ service: address, tokenService }))
  } else {
    const text = `This is the simulated USI registry, version 5. It holds no real people.\nPOST SOAP 1.2 messages here; the contract is at ${address}?wsdl.\n`
    answer(response, 200, 'text/plain; charset=utf-8', text)
  }
}
