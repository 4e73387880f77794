import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { type Instant, second } from '../lib/core/clock.ts'
import type { Actor } from '../lib/domain/context.ts'
import { theRuntime } from '../lib/platform/runtime/runtime.ts'
import { liveSession } from '../lib/platform/session/live-session.ts'
import { readSessionToken } from './api/auth/session-token.ts'
import { signInPath } from './sign-in/return-path.ts'

/** Who is signed in, or nobody: the session cookie is ours, and its session is still in force. */
export async function currentActor(): Promise<Actor | undefined> {
  return (await readSession()).actor
}

/**
 * Who is signed in; sends everybody else to sign-in, and back here afterwards.
 *
 * @param returnTo path to come back to; the page that was asked for where it is not given
 */
export async function requireActor(returnTo?: string): Promise<Actor> {
  const { actor, hasEnded } = await readSession()
  if (actor === undefined) redirect(signInPath({ returnTo: returnTo ?? (await pageAsked()), ended: hasEnded }))
  return actor
}

/** How long the session lasts if nothing more is asked for, s; `undefined` where nobody is signed in. */
export async function sessionSecondsLeft(): Promise<number | undefined> {
  const { endsAt } = await readSession()
  return endsAt && Math.floor((endsAt - theRuntime().clock.now()) / second)
}

/** Read once for each request, however many parts of a page ask. */
const readSession = cache(async (): Promise<{ actor?: Actor; endsAt?: Instant; hasEnded: boolean }> => {
  const runtime = theRuntime()
  const token = await readSessionToken(runtime)
  if (token === undefined) return { hasEnded: false }
  const session = await liveSession(runtime, token.sessionId)
  if (session === undefined || session.personId !== token.personId) return { hasEnded: true }
  const { givenNames, familyName } = token
  const { personId, strength, endsAt } = session
  return { actor: { personId, givenNames, familyName, strength }, endsAt, hasEnded: false }
})

/** The page that was asked for, as the dispatcher noted it. */
export async function pageAsked(): Promise<string> {
  return (await headers()).get('x-page') ?? '/home'
}
