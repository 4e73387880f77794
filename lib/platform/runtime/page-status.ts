import { AsyncLocalStorage } from 'node:async_hooks'
import type { ServerResponse } from 'node:http'

/**
 * The answer that each page is rendered into. Next offers no way to answer a page of one's own with 403 or 409, and the
 * pages are a module graph of their own: as with the Runtime, one global symbol leads from them to it.
 */
const place = Symbol.for('mandate.page-status')

const shared = globalThis as { [place]?: AsyncLocalStorage<ServerResponse> }
const answers = shared[place] ?? new AsyncLocalStorage<ServerResponse>()
shared[place] = answers

/** Renders a page, whose parts may call `setPageStatus`. Only the dispatcher calls this. */
export function withPageStatus<T>(response: ServerResponse, render: () => T): T {
  return answers.run(response, render)
}

/**
 * Sets the HTTP status of the page that is being rendered, where its head has not been sent yet.
 * @param status as in the error table, 400 to 599
 */
export function setPageStatus(status: number): void {
  const response = answers.getStore()
  if (response !== undefined && !response.headersSent) response.statusCode = status
}

/** The answer that the page is rendered into; `undefined` outside a page, such as while the pages are built. */
export function pageResponse(): ServerResponse | undefined {
  return answers.getStore()
}
