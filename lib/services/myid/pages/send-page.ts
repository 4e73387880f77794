import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { answer } from '../../http/answer.ts'
import { layout, type Page } from './layout.ts'

const style = readFileSync(new URL('./style.css', import.meta.url))

/** Address of the stylesheet; it changes with its content, so that browsers may keep it for ever. */
export const stylesheetPath = `/myid/style-${createHash('sha256').update(style).digest('hex').slice(0, 12)}.css`

export function sendStylesheet(response: ServerResponse): void {
  answer(response, 200, 'text/css; charset=utf-8', style, { 'cache-control': 'public, max-age=31536000, immutable' })
}

/** Sends a page that no cache keeps: it belongs to one person and one moment. */
export function sendPage(response: ServerResponse, page: Page, status = 200): void {
  answer(response, status, 'text/html; charset=utf-8', layout(page, stylesheetPath), pageHeaders(page))
}

/** Headers of a page; its script, if any, is the only one that may run. */
export function pageHeaders({ script }: Page): Record<string, string> {
  const scripts = script === undefined ? "'none'" : `'sha256-${createHash('sha256').update(script).digest('base64')}'`
  return {
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; script-src ${scripts}; style-src 'self'; img-src data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
  }
}
