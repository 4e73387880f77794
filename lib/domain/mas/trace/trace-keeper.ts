import { day } from '../../../core/clock.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Store } from '../../../platform/store/open.ts'
import { forgetTraces } from './forget-traces.ts'
import type { Trace } from './trace.ts'

/** A trace ready to be kept: its steps are JSON text already, made where there was time. */
export type KeptTrace = Omit<Trace, 'steps'> & { readonly steps: string }

/** Writes traces into the database, later and many at a time, so that no answer waits for it. */
export type TraceKeeper = {
  keep(trace: KeptTrace): void
  /** Deletes what is too old or too much. */
  forget(): Promise<void>
  /** Writes what is waiting. */
  close(): Promise<void>
}

/** How long, and how many. */
export const traceKeeping = { days: 30, traces: 10_000_000, embeddedTraces: 200_000 } as const

/** Traces that may wait; beyond that, those of accepted requests are dropped first. */
const mostWaiting = 20_000
const roomMade = 50
/**
 * How many one statement writes. The embedded database does one thing at a time, and a page may wait for it: 50 are 14 ms
 * of work, not much more than ten. More at once would also hold up this thread, which puts their text together.
 */
const batchSize = 50
const pauseMs = 50

/** A trace as it is kept. */
export function toKept({ steps, ...trace }: Trace): KeptTrace {
  return { ...trace, steps: JSON.stringify(steps) }
}

export function createTraceKeeper(
  runtime: Pick<Runtime, 'store' | 'clock' | 'settings' | 'signals' | 'log'>,
): TraceKeeper {
  const { store, clock, settings, signals, log } = runtime
  let waiting: KeptTrace[] = []
  let dropped = 0
  let running: Promise<void> | undefined

  const work = async () => {
    await pause()
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchSize)
      waiting = waiting.slice(batchSize)
      try {
        await insertTraces(store, batch)
        for (const { id } of batch) signals.emit('trace-written', { traceId: id })
      } catch (error) {
        log.error('traces were not written', error, { count: batch.length })
      }
      if (waiting.length > 0) await pause(1)
    }
    if (dropped > 0) log.warn('traces of accepted requests were dropped: too many at once', { count: dropped })
    dropped = 0
    running = undefined
  }

  const makeRoom = () => {
    const at = Math.max(
      waiting.findIndex(({ outcome }) => outcome === 'ACCEPTED'),
      0,
    )
    dropped += waiting.splice(at, roomMade).length
  }

  return {
    keep(trace) {
      if (waiting.length >= mostWaiting) makeRoom()
      waiting.push(trace)
      running ??= work()
    },
    async forget() {
      const most = settings.databaseUrl === undefined ? traceKeeping.embeddedTraces : traceKeeping.traces
      await forgetTraces(store, {
        before: new Date(clock.now() - traceKeeping.days * day),
        most,
        pauseMs: pruningPauseMs,
      })
    },
    async close() {
      await running
    },
  }
}

/** Between two deletions, so that tokens and pages come first. */
const pruningPauseMs = 20

function pause(ms = pauseMs): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

async function insertTraces(store: Store, batch: readonly KeptTrace[]): Promise<void> {
  const rows = `[${batch.map(rowOf).join(',')}]`
  await store.$executeRaw`
    INSERT INTO "Trace" ("id", "at", "service", "outcome", "errorCode", "event", "abn", "credentialId",
      "relyingPartyId", "tokenTraceId", "durationMicros", "steps")
    SELECT "id", to_timestamp("at" / 1000.0), "service", "outcome"::"TraceOutcome", "errorCode", "event", "abn",
      "credentialId"::uuid, "relyingPartyId", "tokenTraceId", "durationMicros", "steps"
    FROM jsonb_to_recordset(${rows}::jsonb) AS trace("id" text, "at" bigint, "service" text, "outcome" text,
      "errorCode" text, "event" text, "abn" text, "credentialId" text, "relyingPartyId" text, "tokenTraceId" text,
      "durationMicros" int, "steps" jsonb)
    ON CONFLICT ("id") DO NOTHING`
}

/** NUL is the one character that PostgreSQL's JSON cannot hold. */
function rowOf({ steps, ...trace }: KeptTrace): string {
  const fields = JSON.stringify(trace)
  return `${fields.slice(0, -1)},"steps":${steps}}`.replaceAll('\\u0000', '\\ufffd')
}
