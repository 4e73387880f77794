import type { IncomingMessage, ServerResponse } from 'node:http'
import { day, hour, minute } from '../../../core/clock.ts'
import { isMandateError } from '../../../core/errors/index.ts'
import { openAddressBook } from '../../../domain/evte/own-addresses.ts'
import { answerSbr1, refuseUnreadSbr1, type Sbr1Answer, type Sbr1World } from '../../../domain/evte/sbr1/answer-call.ts'
import { answerExchange, refuseUnreadExchange, type Sbr2Answer } from '../../../domain/evte/sbr2/answer-exchange.ts'
import type { Sbr2World } from '../../../domain/evte/sbr2/world.ts'
import type { CredentialPorts } from '../../../domain/mas/decision/ports.ts'
import { senderCertificates } from '../../../domain/mas/message/sender-certificates.ts'
import { createReplayGuard } from '../../../domain/mas/replay/replay-guard.ts'
import { createTraceKeeper, type TraceKeeper, toKept } from '../../../domain/mas/trace/trace-keeper.ts'
import type { FaultDesk } from '../../../domain/sandbox/faults/fault-desk.ts'
import { faultHeader } from '../../../domain/sandbox/faults/read-header.ts'
import type { Authority } from '../../../platform/authority/authority.ts'
import { startJobs } from '../../../platform/jobs/jobs.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { deliver } from '../../faults/deliver.ts'
import { answer } from '../../http/answer.ts'
import { readWholeBody } from '../read-whole-body.ts'
import { tokenPolicy } from '../token-policy.ts'
import { type SbrRoute, sbrRouteOf, sbrServicesPath } from './route.ts'

export type SbrDependencies = {
  authority: Pick<Authority, 'relyingPartyKey' | 'tokenSigningCertificates'>
  /** Which credentials and businesses are in force. */
  credentials: CredentialPorts
  /** Where traces go; a keeper of its own where none is given. */
  traces?: TraceKeeper
  /** Accept tokens that S007v1.2 signed with SHA-1. Default yes. */
  sha1?: boolean
  /** Faults on demand. */
  faults?: FaultDesk
}

export type SbrService = {
  /** False where the path is none of this service. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>
  close(): Promise<void>
}

/** Largest message, bytes. */
const messageLimit = 16 * 1024 * 1024

/** How long exchanges are kept: long enough that a message cannot come again when it is forgotten. */
const keptDays = 7

/** The simulated Standard Business Reporting: SBR2 at its endpoints, and the core services of SBR1 beside it. */
export async function openSbrService(runtime: Runtime, dependencies: SbrDependencies): Promise<SbrService> {
  const { settings, store, clock, random, log } = runtime
  const { authority, credentials, sha1 = runtime.settings.sha1 } = dependencies
  const addresses = await openAddressBook(runtime, 'sbr', sbrServicesPath)
  const traces = dependencies.traces ?? createTraceKeeper(runtime)
  const replay = await createReplayGuard(runtime)
  const certificates = senderCertificates()
  const forget = async () => {
    const before = new Date(clock.now() - keptDays * day)
    await store.sbrExchange.deleteMany({ where: { receivedAt: { lt: before } } })
  }
  const jobs = startJobs(
    [
      { name: 'forget exchanges with SBR', everyMs: hour, run: forget },
      { name: 'forget calls to SBR', everyMs: minute, run: () => replay.forget() },
    ],
    log,
  )

  return {
    async handle(request, response) {
      const route = sbrRouteOf(request, settings)
      if (!route) return false
      if (request.method === 'POST') await answerPost(request, response, route)
      else if (request.method === 'GET' || request.method === 'HEAD') answerGet(response, route)
      else answer(response, 405, 'text/plain; charset=utf-8', 'Use POST.\n', { allow: 'GET, HEAD, POST' })
      return true
    },
    async close() {
      await jobs.stop()
      addresses.close()
      await replay.close()
      if (!dependencies.traces) await traces.close()
    },
  }

  async function answerPost(request: IncomingMessage, response: ServerResponse, route: SbrRoute): Promise<void> {
    const faults = dependencies.faults?.open('operation' in route ? 'sbr1' : 'sbr2', request.headers[faultHeader])
    const world = { ...worldNow(), ...(faults && { faults }) }
    try {
      const body = await readWholeBody(request, 'sbr', messageLimit)
      if ('operation' in route) {
        const answered = await answerSbr1(route.operation, body, world)
        traces.keep(toKept(answered.trace))
        return await deliver(response, faults, () => sendSbr1(response, answered))
      }
      const contentType = request.headers['content-type'] ?? ''
      const answered = await answerExchange({ body, contentType, ...route }, world)
      traces.keep(toKept(answered.trace))
      await deliver(response, faults, () => send(response, answered))
    } catch (error) {
      if (!isMandateError(error)) throw error
      if (request.destroyed) return
      if ('operation' in route) {
        const refused = refuseUnreadSbr1(error, world)
        traces.keep(toKept(refused.trace))
        return sendSbr1(response, refused)
      }
      const refused = refuseUnreadExchange(error, error.code === 'sbr.too-slow' ? 408 : 413, world)
      traces.keep(toKept(refused.trace))
      send(response, refused)
    }
  }

  function sendSbr1(response: ServerResponse, { status, body, trace }: Sbr1Answer): void {
    answer(response, status, 'application/soap+xml; charset=utf-8', body, { 'mandate-trace': trace.id })
  }

  function send(response: ServerResponse, { status, message, trace }: Sbr2Answer): void {
    const { contentType, body } = message ?? { contentType: 'text/plain', body: '' }
    answer(response, status, contentType, body, { 'mandate-trace': trace.id })
  }

  function worldNow(): Sbr2World & Sbr1World {
    const now = clock.now()
    const { privateKey, certificate } = authority.relyingPartyKey('sbr')
    const audiences = addresses.all()
    return {
      now,
      store,
      random,
      tokens: tokenPolicy({
        authority,
        relyingParty: 'sbr',
        audiences,
        now,
        allowSha1: sha1,
        confirmations: ['symmetric', 'certificate'],
      }),
      certificates,
      credentials,
      signer: { privateKey, certificate: certificate.der },
      acceptOnce: async (digest, until) => await replay.acceptOnce(digest, until),
      wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      stopwatch: () => performance.now(),
      onInternalError: (error, trace) => log.error('a message to SBR failed', error, { trace }),
    }
  }
}

function answerGet(response: ServerResponse, route: SbrRoute): void {
  const { address } = route
  if ('operation' in route) {
    const text = `This is the simulated core service ${route.operation} of SBR1.\nPOST a SOAP 1.2 message here; its token is for ${address}.\n`
    answer(response, 200, 'text/plain; charset=utf-8', text)
    return
  }
  const { name, push, pull } = route.endpoint
  const uses = [push && 'takes messages', pull && 'hands out messages'].filter(Boolean).join(' and ')
  const text = `This is the simulated SBR2 endpoint ${name}. It ${uses}.\nPOST an AS4 message here; its token is for ${address}.\n`
  answer(response, 200, 'text/plain; charset=utf-8', text)
}
