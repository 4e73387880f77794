import { second } from '../../../core/clock.ts'
import { type ErrorCode, type ErrorDetails, errorTable, MandateError } from '../../../core/errors/index.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { SandboxFault } from '../../../platform/store/generated/client.ts'
import type { TraceRecorder } from '../../mas/trace/trace-recorder.ts'
import type { FaultEffect, FaultService } from './fault.ts'
import { readFaultHeader } from './read-header.ts'

/** What the services ask about faults on demand. Each thread with such services has a desk; in production there is none. */
export type FaultDesk = {
  /** Begins to look after one request. */
  open(service: FaultService, header: string | string[] | undefined): FaultPoint
  close(): void
}

/** The faults of one request. */
export type FaultPoint = {
  /**
   * To be asked where nothing is wrong with the call and its answer would be made: a fault takes its place. The trace
   * says that it was put in.
   *
   * @param trace whose subject says who calls
   * @param tokenTraceId of the token that the call used, to find its credential
   * @throws MandateError the error that is to be given; `sandbox.fault-header`
   */
  meet(trace: TraceRecorder, tokenTraceId?: string): Promise<void>
  /** How the answer is to be sent, whatever it is. */
  effect(): { delayMs: number; drops: boolean }
}

/** Where several processes share a database, a change by another one is seen within this time, ms. */
const sharedRefresh = second

/** Opens the desk. */
export async function openFaultDesk(runtime: Runtime): Promise<FaultDesk> {
  const { store, signals, settings, log } = runtime
  let rules: SandboxFault[] = []
  const refresh = async () => {
    rules = await store.sandboxFault.findMany({
      where: { OR: [{ remaining: null }, { remaining: { gt: 0 } }] },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
  }
  let refreshing = Promise.resolve()
  const refreshSoon = () => {
    refreshing = refreshing.then(refresh).catch((error: unknown) => log.error('faults could not be read', error))
  }
  await refresh()
  const stops = [signals.on('faults-changed', refreshSoon), signals.on('world-changed', refreshSoon)]
  const timer = settings.databaseUrl === undefined ? undefined : setInterval(refreshSoon, sharedRefresh).unref()

  return {
    open(service, header) {
      let met: FaultEffect | undefined
      return {
        async meet(trace, tokenTraceId) {
          trace.begin('injected')
          const asked = readFaultHeader(service, header)
          await refreshing
          met = asked ?? (await take(service, trace, tokenTraceId))
          if (met === undefined) return
          trace.note(sentenceOf(met, asked !== undefined), { injected: true })
          if (met.errorCode !== null) throw new MandateError(met.errorCode, placesOf(met.errorCode))
        },
        effect: () => ({ delayMs: met?.delayMs ?? 0, drops: met?.drops ?? false }),
      }
    },
    close() {
      for (const stop of stops) stop()
      clearInterval(timer)
    },
  }

  /** The first fault that fits, with one call less to meet. */
  async function take(
    service: FaultService,
    { subject }: TraceRecorder,
    tokenTraceId: string | undefined,
  ): Promise<FaultEffect | undefined> {
    const here = () => rules.filter((rule) => (rule.service ?? service) === service)
    if (here().length === 0) return undefined
    const asksCredential = here().some(({ credentialId }) => credentialId !== null)
    const credentialId =
      subject.credentialId ?? (asksCredential ? await credentialOf(runtime, tokenTraceId) : undefined)
    const rule = here().find(
      (one) =>
        one.remaining !== 0 &&
        (one.abn ?? subject.abn) === subject.abn &&
        (one.credentialId ?? credentialId) === credentialId,
    )
    if (rule === undefined) return undefined
    rule.hits++
    if (rule.remaining === null) {
      await store.sandboxFault.updateMany({ where: { id: rule.id }, data: { hits: { increment: 1 } } })
    } else {
      rule.remaining--
      // Other desks on this database have the same rule: the row says whose call was the last one.
      const { count } = await store.sandboxFault.updateMany({
        where: { id: rule.id, remaining: { gt: 0 } },
        data: { hits: { increment: 1 }, remaining: { decrement: 1 } },
      })
      signals.emit('faults-changed', {})
      if (count === 0) return undefined
    }
    return { errorCode: rule.errorCode as ErrorCode | null, delayMs: rule.delayMs, drops: rule.drops }
  }
}

/** The trace of the token may be being written right now: it is looked for again so often, after so long, ms. */
const tries = 8
const pauseMs = 50

async function credentialOf({ store }: Runtime, tokenTraceId: string | undefined): Promise<string | undefined> {
  if (tokenTraceId === undefined) return undefined
  for (let attempt = 1; ; attempt++) {
    const row = await store.trace.findUnique({ where: { id: tokenTraceId }, select: { credentialId: true } })
    if (row !== null || attempt === tries) return row?.credentialId ?? undefined
    await new Promise((resolve) => setTimeout(resolve, pauseMs))
  }
}

function sentenceOf({ errorCode, delayMs, drops }: FaultEffect, byHeader: boolean): string {
  const what = [
    ...(errorCode === null ? [] : [`it is refused with ${errorCode}`]),
    ...(delayMs > 0 ? [`its answer is held back for ${delayMs} ms`] : []),
    ...(drops ? ['the connection is closed without an answer'] : []),
  ].join(', and ')
  const who = byHeader ? 'the header Mandate-Fault asked for it' : 'it was set up in the sandbox'
  return `Nothing is wrong with this call. A fault was put in, for ${who}: ${what}.`
}

/** Something for each place of the error's sentences, which have nothing real to say here. */
function placesOf(code: ErrorCode): ErrorDetails {
  const { happened, remedy } = errorTable[code]
  const names = [...`${happened} ${remedy}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name as string)
  return Object.fromEntries(names.map((name) => [name, `(${name}: made up by a fault on demand)`]))
}
