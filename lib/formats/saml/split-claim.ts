/** A claim's URI as SAML 1.1 writes it: `AttributeNamespace` up to the last slash, `AttributeName` after it. */
export function splitClaim(uri: string): { namespace: string; name: string } {
  const slash = uri.lastIndexOf('/')
  return { namespace: uri.slice(0, Math.max(slash, 0)), name: uri.slice(slash + 1) }
}
