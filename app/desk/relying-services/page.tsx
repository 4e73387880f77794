import type { Metadata } from 'next'
import { recordDone } from '../../../components/desk/relying-party-list.tsx'
import { RelyingServiceList } from '../../../components/desk/relying-service-list.tsx'
import { listRelyingServices } from '../../../lib/domain/desk/relying-services/list-relying-services.ts'
import { readSearch, type Search } from '../../support/read-search.ts'
import { showPage } from '../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Relying services' }

export default async function RelyingServicesPage({ searchParams }: { searchParams: Search }) {
  return showPage(async (context) => (
    <RelyingServiceList
      services={await listRelyingServices(context)}
      done={(await readSearch(searchParams)).oneOf('done', recordDone)}
    />
  ))
}
