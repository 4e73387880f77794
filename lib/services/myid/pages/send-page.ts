import type { ServerResponse } from 'node:http'
import { answer } from '../../http/answer.ts'
import { plainPageHeaders, stylesheet } from '../../http/plain-page.ts'
import { layout, type Page } from './layout.ts'

export const style = stylesheet(new URL('./style.css', import.meta.url), '/myid/')

/** Sends a page that no cache keeps: it belongs to one person and one moment. */
export function sendPage(response: ServerResponse, page: Page, status = 200): void {
  answer(response, status, 'text/html; charset=utf-8', layout(page, style.path), plainPageHeaders(page))
}
