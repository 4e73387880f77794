import type { Metadata } from 'next'
import { MyDetails } from '../../components/me/my-details.tsx'
import { readSearch, type Search } from '../support/read-search.ts'
import { showPage } from '../support/show-page.tsx'
import { profileUnderTerms } from '../support/terms.ts'
import { updateNameAction } from './actions.ts'

export const metadata: Metadata = { title: 'My details' }

export default async function MyDetailsPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => {
    const changed = Number((await readSearch(searchParams)).one('changed') ?? Number.NaN)
    return (
      <MyDetails
        profile={await profileUnderTerms(context, '/me')}
        updateName={updateNameAction}
        changed={Number.isInteger(changed) ? changed : undefined}
      />
    )
  })
}
