import type { Metadata } from 'next'
import { CreateCredential } from '../../../../../components/credentials/create/create-credential.tsx'
import { CreatePage } from '../../../../../components/credentials/create/create-page.tsx'
import { NeedsScript } from '../../../../../components/credentials/create/needs-script.tsx'
import { CloudNeedsNone, places, WhereItRuns } from '../../../../../components/credentials/create/where-it-runs.tsx'
import { prepareCredential } from '../../../../../lib/domain/credentials/create/prepare-credential.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { certify, checkName } from './actions.ts'

export const metadata: Metadata = { title: 'Create a machine credential' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function CreateCredentialPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const prepared = await prepareCredential(context, { abn, renews: search.one('renews') })
    const where = search.oneOf('where', places)
    if (prepared.renews === null && where === undefined) return <WhereItRuns business={prepared.business} />
    if (prepared.renews === null && where === 'cloud') return <CloudNeedsNone business={prepared.business} />
    const isRenewal = prepared.renews !== null
    return (
      <CreatePage
        business={prepared.business}
        title={isRenewal ? `Renew ${prepared.name}` : 'Create a machine credential'}
      >
        <NeedsScript abn={abn} />
        <CreateCredential
          prepared={prepared}
          actions={{ checkName, certify }}
          tokenService={context.runtime.settings.publicHttpsUrl}
        />
      </CreatePage>
    )
  })
}
