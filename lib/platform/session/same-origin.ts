/** Headers of a request, in lower case. */
export type RequestHeaders = { get(name: string): string | null | undefined }

/**
 * True when a form was sent from a page of ours. A browser names the origin with every form it sends; a request that
 * names none is no form of ours.
 */
export function isFromOurPage(headers: RequestHeaders, publicUrl: string): boolean {
  const site = headers.get('sec-fetch-site')
  if (site !== null && site !== undefined && site !== 'same-origin') return false
  return headers.get('origin') === new URL(publicUrl).origin
}
