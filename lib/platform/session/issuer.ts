import type { Settings } from '../settings/settings.ts'

/** True where the simulated myID signs people in: a sandbox that names no issuer of its own. */
export function isSignInSimulated(settings: Pick<Settings, 'mode' | 'oidcIssuer'>): boolean {
  return settings.mode === 'sandbox' && settings.oidcIssuer === undefined
}

/** The OpenID Connect issuer that signs people in. */
export function signInIssuer(settings: Settings): string {
  return settings.oidcIssuer ?? `${settings.publicUrl}/myid`
}

/**
 * Where this process reaches the simulated myID itself. Not by the public address: a proxy may stand before that, with
 * a name or certificate that only browsers know.
 */
export function simulatedBackChannel(settings: Settings): string {
  return `${settings.services.has('myid') ? ownAddress(settings) : settings.publicUrl}/myid`
}

/** Where this process reaches what it serves itself, by plain HTTP. */
export function ownAddress(settings: Pick<Settings, 'host' | 'httpPort'>): string {
  const host = { '0.0.0.0': '127.0.0.1', '::': '::1' }[settings.host] ?? settings.host
  return `http://${host.includes(':') ? `[${host}]` : host}:${settings.httpPort}`
}

/** Where the issuer sends the browser after signing out; registered with the issuer exactly like this. */
export function signedOutAddress(settings: Pick<Settings, 'publicUrl'>): string {
  return `${settings.publicUrl}/?signed-out=yes`
}

/** Where the issuer sends the browser after signing in; registered with the issuer exactly like this. */
export function signedInAddress(settings: Pick<Settings, 'publicUrl'>): string {
  return `${settings.publicUrl}/api/auth/callback/myid`
}
