import type { Metadata } from 'next'
import { linkChoices, WhoCanLink } from '../../components/link/who-can-link.tsx'
import { readSearch, type Search } from '../support/read-search.ts'
import { showPage } from '../support/show-page.tsx'
import { profileUnderTerms } from '../support/terms.ts'

export const metadata: Metadata = { title: 'Link my business' }

export default async function LinkPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const profile = await profileUnderTerms(context, '/link')
    const search = await readSearch(searchParams)
    const choice = search.oneOf(
      'i-am',
      linkChoices.map(({ value }) => value),
    )
    return <WhoCanLink profile={profile} choice={choice} />
  })
}
