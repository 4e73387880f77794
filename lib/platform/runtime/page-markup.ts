import type { ServerResponse } from 'node:http'
import { pageResponse } from './page-status.ts'

/**
 * Finished HTML on its way from the server's part of a page to the part that is written into the document. Handed over as
 * a prop it would stand in each document twice: once as HTML, and once in the data from which React takes the page over.
 * The two parts are module graphs of their own, so a global symbol leads from one to the other.
 */
const place = Symbol.for('mandate.page-markup')

type Kept = WeakMap<ServerResponse, string[]>
type Find = ((name: string) => string | undefined) & { readonly kept: Kept }

const shared = globalThis as { [place]?: Find }
shared[place] ??= findIn(new WeakMap())
const { kept } = shared[place]

function findIn(kept: Kept): Find {
  const find = (name: string) => {
    const response = pageResponse()
    return response && kept.get(response)?.find((_html, at) => String(at) === name)
  }
  return Object.assign(find, { kept })
}

/**
 * Keeps HTML for the document that is being written.
 *
 * @returns the name under which it is found there; `undefined` where no document is written but only a page's data, for a
 *   browser that has the rest already
 */
export function keepForDocument(html: string): string | undefined {
  const response = pageResponse()
  if (response === undefined || !asksForDocument(response)) return undefined
  const all = kept.get(response) ?? []
  kept.set(response, all)
  return String(all.push(html) - 1)
}

/** Next asks for a page's data with headers of its own. */
function asksForDocument({ req }: ServerResponse): boolean {
  return req.method === 'GET' && req.headers.rsc === undefined && req.headers['next-action'] === undefined
}
