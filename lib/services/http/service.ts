import type { IncomingMessage, ServerResponse } from 'node:http'
import type { ServiceName } from '../../platform/settings/settings.ts'

/** A face of the house that answers HTTP without Next. */
export type Service = {
  name: ServiceName
  /** Path prefixes in lower case, each with a slash at both ends; matched in any letter case. */
  prefixes: readonly string[]
  /** Answers one request. What it throws becomes `common.internal` at the dispatcher. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | void
  /** Finishes its work before the database closes. */
  close?(): Promise<void>
}
