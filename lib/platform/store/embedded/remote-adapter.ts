import type { MessagePort } from 'node:worker_threads'
import {
  DriverAdapterError,
  type IsolationLevel,
  type SqlDriverAdapter,
  type SqlDriverAdapterFactory,
  type SqlQuery,
  type SqlResultSet,
  type Transaction,
} from '@prisma/driver-adapter-utils'
import type { Answer, Question } from './messages.ts'

const about = { provider: 'postgres', adapterName: 'pglite-thread' } as const

type Ask = (question: DistributiveOmit<Question, 'id'>) => Promise<{ id: number; result: unknown }>
type DistributiveOmit<Type, Key extends PropertyKey> = Type extends unknown ? Omit<Type, Key> : never

/**
 * The embedded database as Prisma asks it, from a thread that does not hold it: each statement goes through `port`, and
 * its rows, or what the database says against it, come back.
 */
export function remoteAdapter(port: MessagePort): SqlDriverAdapterFactory {
  const connection = connectionOf(questioner(port))
  return { ...about, connect: async () => connection }
}

function connectionOf(ask: Ask): SqlDriverAdapter {
  return {
    ...about,
    ...queryable(ask, undefined),
    async executeScript(script) {
      await ask({ kind: 'script', script })
    },
    async startTransaction(isolationLevel?: IsolationLevel): Promise<Transaction> {
      const { id: transaction } = await ask({ kind: 'begin', isolationLevel })
      return {
        ...about,
        ...queryable(ask, transaction),
        options: { usePhantomQuery: true },
        async commit() {
          await ask({ kind: 'commit', transaction })
        },
        async rollback() {
          await ask({ kind: 'rollback', transaction })
        },
      }
    },
    getConnectionInfo: () => ({ supportsRelationJoins: true }),
    dispose: async () => {},
  }
}

function queryable(ask: Ask, transaction: number | undefined) {
  return {
    async queryRaw(query: SqlQuery): Promise<SqlResultSet> {
      return (await ask({ kind: 'query', transaction, query })).result as SqlResultSet
    },
    async executeRaw(query: SqlQuery): Promise<number> {
      return (await ask({ kind: 'execute', transaction, query })).result as number
    },
  }
}

function questioner(port: MessagePort): Ask {
  const waiting = new Map<
    number,
    { resolve(answer: { id: number; result: unknown }): void; reject(error: Error): void }
  >()
  let nextId = 1
  let closed = false

  port.on('message', (answer: Answer) => {
    const one = waiting.get(answer.id)
    waiting.delete(answer.id)
    // Only somebody who waits keeps the process alive.
    if (waiting.size === 0) port.unref()
    if ('failure' in answer) one?.reject(errorOf(answer.failure))
    else one?.resolve(answer)
  })
  port.on('close', () => {
    closed = true
    for (const { reject } of waiting.values()) reject(new Error('the embedded database has stopped'))
    waiting.clear()
  })
  port.unref()

  return (question) =>
    new Promise((resolve, reject) => {
      if (closed) return reject(new Error('the embedded database has stopped'))
      const id = nextId++
      if (waiting.size === 0) port.ref()
      waiting.set(id, { resolve, reject })
      port.postMessage({ ...question, id })
    })
}

function errorOf({ message, cause }: Extract<Answer, { failure: unknown }>['failure']): Error {
  return cause === undefined ? new Error(message) : new DriverAdapterError(cause as never)
}
