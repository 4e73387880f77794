import type { Metadata } from 'next'
import { RelyingPartyList, recordDone } from '../../../components/desk/relying-party-list.tsx'

import { listRelyingParties } from '../../../lib/domain/desk/relying-parties/list-relying-parties.ts'
import { readSearch, type Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Relying parties' }

export default async function RelyingPartiesPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => (
    <RelyingPartyList
      parties={await listRelyingParties(context)}
      done={(await readSearch(searchParams)).oneOf('done', recordDone)}
    />
  ))
}
