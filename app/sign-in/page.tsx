import type { Metadata } from 'next'
import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { SignIn } from '../../components/sign-in/sign-in.tsx'
import { describeError, type ErrorCode, type ErrorText, MandateError } from '../../lib/core/errors/index.ts'
import { theRuntime } from '../../lib/platform/runtime/runtime.ts'
import { type IdentityStrength, isStrongEnough, strengthNames } from '../../lib/policy/identity/identity-strength.ts'
import { currentActor } from '../session.ts'
import { readSearch, type Search } from '../support/read-search.ts'
import { readStrength, returnPath } from './return-path.ts'

export const metadata: Metadata = { title: 'Sign in' }

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const search = await readSearch(searchParams)
  const needed = readStrength(search.one('strength'))
  const returnTo = returnPath(search.one('returnTo'))
  await goToPublicAddress()

  const actual = (await currentActor())?.strength
  const error = errorOf(search.one('error')) ?? tooWeak(actual, needed)
  if (actual !== undefined && error === undefined) redirect(returnTo)
  const notice = error ?? (search.one('ended') === 'yes' ? 'ended' : undefined)
  const isSandbox = theRuntime().settings.mode === 'sandbox'
  return <SignIn notice={notice} needed={needed} returnTo={returnTo} isSandbox={isSandbox} />
}

/** What can be said about a sign-in that did not succeed, by its code without the area. */
const errors = ['declined', 'failed', 'lapsed', 'unreachable', 'other-site', 'strength-unknown', 'name-missing']

function errorOf(code: string | undefined): ErrorText | undefined {
  if (code === undefined || !errors.includes(code)) return undefined
  return describeError(new MandateError(`identity.${code}` as ErrorCode))
}

function tooWeak(actual: IdentityStrength | undefined, needed: IdentityStrength | undefined): ErrorText | undefined {
  if (actual === undefined || needed === undefined || isStrongEnough(actual, needed)) return undefined
  const details = { needed: strengthNames[needed], actual: strengthNames[actual] }
  return describeError(new MandateError('identity.too-weak', details))
}

/** `127.0.0.1` and `localhost` are one machine but two places for cookies: sign-in works at the public one only. */
async function goToPublicAddress(): Promise<void> {
  const asked = await headers()
  const publicUrl = new URL(theRuntime().settings.publicUrl)
  const isNumeric = /^(127\.0\.0\.1|\[::1\])(:\d+)?$/.test(asked.get('host') ?? '')
  if (isNumeric && publicUrl.hostname === 'localhost') redirect(publicUrl.origin + (asked.get('x-page') ?? '/sign-in'))
}
