import { redirect } from 'next/navigation'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { type MyProfile, viewMyProfile } from '../../lib/domain/ram/people/view-my-profile.ts'

/** The profile of a person who has accepted the terms; sends everybody else to the terms first. */
export async function profileUnderTerms(context: UseCaseContext, here: string): Promise<MyProfile> {
  const profile = await viewMyProfile(context)
  if (!profile.termsAccepted) redirect(`/terms?next=${encodeURIComponent(here)}`)
  return profile
}
