import type { Metadata } from 'next'
import { Organisations } from '../../components/dsp/organisations.tsx'
import { listMyOrganisations } from '../../lib/domain/dsp/organisations/list-my-organisations.ts'
import { showPage } from '../support/show-page.tsx'
import { underTerms } from '../support/terms.ts'

export const metadata: Metadata = { title: 'Online services for DSPs' }

export default async function DspPage() {
  return showPage(async (context) => {
    await underTerms(context, '/dsp')
    return <Organisations list={await listMyOrganisations(context)} />
  })
}
