import { redirect } from 'next/navigation'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { hasAcceptedTerms } from '../../lib/domain/ram/people/has-accepted-terms.ts'
import { type MyProfile, viewMyProfile } from '../../lib/domain/ram/people/view-my-profile.ts'

/** The profile of a person who has accepted the terms; sends everybody else to the terms first. */
export async function profileUnderTerms(context: UseCaseContext, here: string): Promise<MyProfile> {
  const profile = await viewMyProfile(context)
  if (!profile.termsAccepted) toTerms(here)
  return profile
}

/** Sends a person who has not accepted the terms to them first. */
export async function underTerms(context: UseCaseContext, here: string): Promise<void> {
  if (!(await hasAcceptedTerms(context))) toTerms(here)
}

function toTerms(here: string): never {
  redirect(`/terms?next=${encodeURIComponent(here)}`)
}
