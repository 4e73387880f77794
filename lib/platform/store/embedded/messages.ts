import type { MessagePort } from 'node:worker_threads'
import type { IsolationLevel, SqlQuery, SqlResultSet } from '@prisma/driver-adapter-utils'

/** What the thread of the embedded database is told when it starts. */
export type EmbeddedSetup = { folder: string; image: Blob | undefined }

/** A question of one client; `id` is in its answer. */
export type Question =
  | { id: number; kind: 'query'; transaction: number | undefined; query: SqlQuery }
  | { id: number; kind: 'execute'; transaction: number | undefined; query: SqlQuery }
  | { id: number; kind: 'script'; script: string }
  | { id: number; kind: 'begin'; isolationLevel: IsolationLevel | undefined }
  | { id: number; kind: 'commit' | 'rollback'; transaction: number }

export type Answer =
  | { id: number; result: SqlResultSet | number | undefined }
  /** `cause` is what the database said, in the adapter's words; without it the error is our own. */
  | { id: number; failure: { message: string; cause: unknown } }

/** What the one that started the thread may say beside questions. */
export type Order = { kind: 'connect'; port: MessagePort } | { kind: 'close' }

/** What the thread says beside answers. */
export type Notice = { kind: 'open' } | { kind: 'not-open'; error: Error }
