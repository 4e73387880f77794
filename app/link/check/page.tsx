import type { Metadata } from 'next'
import { LinkingCheck } from '../../../components/link/linking-check.tsx'
import { describeError, type ErrorText, isMandateError } from '../../../lib/core/errors/index.ts'
import {
  type CheckLinkingRouteInput,
  checkLinkingRoute,
  type LinkingRouteView,
} from '../../../lib/domain/ram/linking/check-linking-route.ts'
import { theRuntime } from '../../../lib/platform/runtime/runtime.ts'
import { identityStrengths } from '../../../lib/policy/identity/identity-strength.ts'
import { currentActor } from '../../session.ts'
import { readSearch, type Search } from '../../support/read-search.ts'

export const metadata: Metadata = { title: 'Which way to link is yours?' }

/** For everybody: nobody has to sign in to learn whether, and how, they can link a business. */
export default async function LinkingCheckPage({ searchParams }: { searchParams: Search }) {
  const search = await readSearch(searchParams)
  const actor = await currentActor()
  const yesNo = (name: string) => search.oneOf(name, ['yes', 'no'] as const) ?? ''
  const answers = {
    abn: search.one('abn') ?? '',
    listed: yesNo('listed'),
    capacity: yesNo('capacity'),
    strength: search.oneOf('strength', identityStrengths) ?? actor?.strength ?? '',
  }
  const isAsked = search.one('check') === 'yes'
  const found = isAsked ? await check(answers as CheckLinkingRouteInput) : {}
  return <LinkingCheck answers={answers} isSignedIn={actor !== undefined} {...found} />
}

async function check(answers: CheckLinkingRouteInput): Promise<{ route?: LinkingRouteView; error?: ErrorText }> {
  try {
    return { route: await checkLinkingRoute(theRuntime(), answers) }
  } catch (error) {
    if (!isMandateError(error)) throw error
    return { error: describeError(error) }
  }
}
