import pg from 'pg'
import { z } from 'zod'
import { second } from '../../core/clock.ts'
import { type Random, uuid } from '../../core/random.ts'
import type { SignalMap, SignalName, Signals } from './signals.ts'

const channel = 'mandate_signals'

/**
 * What other processes have to hear, since they keep in memory what it is about. A queued mail is sent by the process
 * that queued it, and traces are too many to tell one by one.
 */
const heard = z.discriminatedUnion('name', [
  z.object({ name: z.literal('credential-changed'), facts: z.object({ credentialId: z.string(), abn: z.string() }) }),
  z.object({ name: z.literal('business-changed'), facts: z.object({ abn: z.string() }) }),
  z.object({ name: z.literal('relying-parties-changed'), facts: z.object({}) }),
  z.object({ name: z.literal('keys-changed'), facts: z.object({}) }),
  z.object({ name: z.literal('world-changed'), facts: z.object({}) }),
  z.object({ name: z.literal('faults-changed'), facts: z.object({}) }),
])
const message = z.object({ from: z.string(), signal: heard })
const sharedNames: ReadonlySet<SignalName> = new Set(heard.options.map((option) => option.shape.name.value))

/** How long to wait before listening again where the connection was lost, ms. */
const retryMs = second

export type SharedSignals = Signals & { close(): Promise<void> }

/**
 * Signals of this process that reach the other processes on the same PostgreSQL as well, and theirs that reach this one,
 * by LISTEN and NOTIFY. Delivery is a help, no promise: a connection can break, so whoever keeps something in memory
 * still lets it grow old (`docs/operations.md`, More than one process).
 *
 * @param local the signals within this process
 * @param url the PostgreSQL; two connections of their own are opened, the second one at the first signal
 * @param onError told of lost connections; nothing is thrown
 */
export async function sharedSignals(
  local: Signals,
  { url, random, onError }: { url: string; random: Random; onError(error: unknown): void },
): Promise<SharedSignals> {
  const me = uuid(random)
  const sender = new pg.Pool({ connectionString: url, max: 1, idleTimeoutMillis: 60 * second })
  sender.on('error', onError)
  let waiting: string[] = []
  let sending: Promise<void> | undefined
  let listener: pg.Client | undefined
  let retry: NodeJS.Timeout | undefined
  let closed = false

  await listen().catch(lost)

  return {
    on: local.on,
    emit(name, facts) {
      local.emit(name, facts)
      if (closed || !sharedNames.has(name)) return
      waiting.push(JSON.stringify({ from: me, signal: { name, facts } }))
      sending ??= send()
    },
    async close() {
      await sending
      closed = true
      clearTimeout(retry)
      await listener?.end().catch(() => {})
      await sender.end()
    },
  }

  /** What was emitted while one statement was under way goes out with the next one. */
  async function send(): Promise<void> {
    await undefined
    while (waiting.length > 0) {
      const batch = waiting
      waiting = []
      await sender
        .query('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [channel, batch])
        .catch(onError)
    }
    sending = undefined
  }

  async function listen(): Promise<void> {
    const client = new pg.Client({ connectionString: url, keepAlive: true })
    client.on('error', (error) => {
      if (listener === client) lost(error)
    })
    client.on('notification', ({ payload }) => hear(payload ?? ''))
    await client.connect()
    if (closed) return await client.end()
    listener = client
    await client.query(`LISTEN ${channel}`)
  }

  function lost(error: unknown): void {
    if (closed || retry !== undefined) return
    onError(error)
    void listener?.end().catch(() => {})
    listener = undefined
    retry = setTimeout(() => {
      retry = undefined
      // What was said meanwhile is lost; these are few, so they are read again.
      listen().then(() => local.emit('relying-parties-changed', {}), lost)
    }, retryMs)
  }

  function hear(payload: string): void {
    const parsed = message.safeParse(parseJson(payload))
    // A newer process may tell of something that this one does not know.
    if (!parsed.success || parsed.data.from === me) return
    const { name, facts } = parsed.data.signal
    local.emit(name, facts as SignalMap[typeof name])
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
