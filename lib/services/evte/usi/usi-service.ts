import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Instant, minute, second } from '../../../core/clock.ts'
import { hasCode, isMandateError, MandateError } from '../../../core/errors/index.ts'
import { answerCall, refuseUnread, type UsiAnswer } from '../../../domain/evte/usi/answer-call.ts'
import { callLimit } from '../../../domain/evte/usi/message/read-call.ts'
import { openUsiAddresses } from '../../../domain/evte/usi/own-addresses.ts'
import { createReplayGuard } from '../../../domain/mas/replay/replay-guard.ts'
import { createTraceKeeper, type TraceKeeper, toKept } from '../../../domain/mas/trace/trace-keeper.ts'
import { publicKeyOf } from '../../../formats/pki/certificate/public-key.ts'
import type { AssertionPolicy } from '../../../formats/saml/index.ts'
import { writeUsiWsdl } from '../../../formats/usi/index.ts'
import type { Authority } from '../../../platform/authority/authority.ts'
import { startJobs } from '../../../platform/jobs/jobs.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { answer } from '../../http/answer.ts'
import { readBody } from '../../http/body.ts'
import { type UsiRoute, usiRouteOf } from './route.ts'

export type UsiDependencies = {
  authority: Pick<Authority, 'relyingPartyKey' | 'tokenSigningCertificates'>
  /** Where traces go; a keeper of its own where none is given. */
  traces?: TraceKeeper
  /** Accept tokens that S007v1.2 signed with SHA-1. Default yes. */
  sha1?: boolean
}

export type UsiService = {
  /** False where the path is none of this service. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<boolean>
  close(): Promise<void>
}

/** Difference of clocks that is forgiven for tokens, ms. */
const tokenSkew = 2 * minute
/** Time for the whole body to arrive, ms. */
const patience = 30 * second

const soap = 'application/soap+xml; charset=utf-8'

/** The simulated USI registry, version 5: POST for its ten operations, GET for its contract. */
export async function openUsiService(runtime: Runtime, dependencies: UsiDependencies): Promise<UsiService> {
  const { settings, store, clock, random, log } = runtime
  const { authority } = dependencies
  const addresses = await openUsiAddresses(runtime)
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
    const world = {
      now: clock.now(),
      tokens: tokenPolicy(),
      store,
      random,
      address: route.address,
      acceptOnce: async (digest: string, until: Instant) => await replay.acceptOnce(digest, until),
      stopwatch: () => performance.now(),
      onInternalError: (error: unknown, trace: string) =>
        log.error('a call to the USI service failed', error, { trace }),
    }
    try {
      const bytes = await readCallBody(request)
      send(response, await answerCall(bytes, world))
    } catch (error) {
      if (!isMandateError(error)) throw error
      if (request.destroyed) return
      send(response, refuseUnread(error, world))
    }
  }

  function send(response: ServerResponse, { status, body, trace }: UsiAnswer): void {
    traces.keep(toKept(trace))
    answer(response, status, soap, body, { 'mandate-trace': trace.id })
  }

  function tokenPolicy(): AssertionPolicy {
    return {
      signers: authority
        .tokenSigningCertificates()
        .map((certificate) => ({ certificate: certificate.der, publicKey: publicKeyOf(certificate) })),
      audiences: addresses.all(),
      now: clock.now(),
      skew: tokenSkew,
      privateKey: authority.relyingPartyKey('usi').privateKey,
      allowSha1: dependencies.sha1 !== false,
      confirmations: ['symmetric'],
    }
  }
}

/** @throws MandateError `usi.too-large`, `usi.too-slow`, `common.unavailable` where the client went away */
async function readCallBody(request: IncomingMessage): Promise<Uint8Array> {
  let timer: NodeJS.Timeout | undefined
  const tooSlow = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new MandateError('usi.too-slow', { seconds: patience / second })), patience)
  })
  try {
    return await Promise.race([readBody(request, callLimit), tooSlow])
  } catch (error) {
    if (hasCode(error, 'common.too-large')) throw new MandateError('usi.too-large', error.details, { cause: error })
    throw error
  } finally {
    clearTimeout(timer)
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
