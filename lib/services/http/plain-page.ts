import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { answer } from './answer.ts'

/** A stylesheet of a service. Its name changes with its content, so that browsers may keep it for ever. */
export type Stylesheet = { path: string; send(response: ServerResponse): void }

/** @param prefix where the service is, with a slash at both ends */
export function stylesheet(file: URL, prefix: string): Stylesheet {
  const style = readFileSync(file)
  const path = `${prefix}style-${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`
  const headers = { 'cache-control': 'public, max-age=31536000, immutable' }
  return { path, send: (response) => answer(response, 200, 'text/css; charset=utf-8', style, headers) }
}

/** Headers of a page that is plain HTML; its script, if any, is the only one that may run. */
export function plainPageHeaders({ script }: { script?: string } = {}): Record<string, string> {
  const scripts = script === undefined ? "'none'" : `'sha256-${createHash('sha256').update(script).digest('base64')}'`
  return {
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; script-src ${scripts}; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  }
}
