import type { IncomingMessage, ServerResponse } from 'node:http'

export type PageDress = {
  nonce: string
  secure: boolean
  development: boolean
  /** Origins, beside our own, that a form may lead to: browsers apply the policy to redirects as well. */
  formTargets: readonly string[]
}

/**
 * Gives a page its nonce and its security headers. Next reads the policy from the request's headers and puts the nonce
 * on each of its scripts; the layout reads `x-nonce` for the style registry, and sign-in reads `x-page`, the path that
 * was asked for, to come back to it. What a client sends under these names is overwritten.
 */
export function dressPage(request: IncomingMessage, response: ServerResponse, dress: PageDress): void {
  const policy = contentSecurityPolicy(dress)
  overwriteHeader(request, 'x-nonce', dress.nonce)
  overwriteHeader(request, 'x-page', pageOf(request.url ?? '/'))
  overwriteHeader(request, 'content-security-policy', policy)
  response.setHeader('content-security-policy', policy)
  response.setHeader('x-content-type-options', 'nosniff')
  response.setHeader('referrer-policy', 'same-origin')
  response.setHeader('cross-origin-opener-policy', 'same-origin')
  response.setHeader('permissions-policy', 'camera=(), microphone=(), geolocation=(), payment=()')
  if (dress.secure) response.setHeader('strict-transport-security', 'max-age=31536000')
}

/** The path without what the router of the pages adds to it. */
function pageOf(url: string): string {
  return url.replace(/([?&])_rsc=[^&]*&?/, '$1').replace(/[?&]$/, '')
}

function contentSecurityPolicy({ nonce, development, formTargets }: PageDress): string {
  const rules = development
    ? [
        `script-src 'self' 'nonce-${nonce}' 'strict-dynamic' 'unsafe-eval'`,
        // A nonce here would cancel unsafe-inline, which the development overlay needs.
        "style-src 'self' 'unsafe-inline'",
        "connect-src 'self' ws: wss:",
      ]
    : [
        `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
        `style-src-elem 'self' 'nonce-${nonce}'`,
        // The design system's table wrapper writes a style attribute.
        "style-src-attr 'unsafe-inline'",
        "connect-src 'self'",
      ]
  return [
    "default-src 'self'",
    ...rules,
    "img-src 'self' data:",
    "object-src 'none'",
    "base-uri 'none'",
    ["form-action 'self'", ...formTargets].join(' '),
    "frame-ancestors 'none'",
  ].join('; ')
}

function overwriteHeader(request: IncomingMessage, name: string, value: string): void {
  for (let at = request.rawHeaders.length - 2; at >= 0; at -= 2) {
    if (request.rawHeaders[at]?.toLowerCase() === name) request.rawHeaders.splice(at, 2)
  }
  request.rawHeaders.push(name, value)
  request.headers[name] = value
}
