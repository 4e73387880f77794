import type { Metadata } from 'next'
import { CredentialList } from '../../../../../components/credentials/credential-list.tsx'
import { ExternalCredentials } from '../../../../../components/trust/external-credentials.tsx'
import { Stack } from '../../../../../components/ui/page/layout.tsx'
import {
  credentialStatusFilters,
  listCredentials,
} from '../../../../../lib/domain/credentials/show/list-credentials.ts'
import { externalRevocationPolicy } from '../../../../../lib/domain/mas/trust/external-credential.ts'
import { listExternalCredentials } from '../../../../../lib/domain/mas/trust/list-external-credentials.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Manage credentials' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function CredentialsPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const asked = {
      search: search.one('search') ?? '',
      status: search.oneOf('status', credentialStatusFilters) ?? '',
      sort: search.oneOf('sort', ['name', 'newest', 'valid-to'] as const) ?? 'name',
    } as const
    const list = await listCredentials(context, {
      abn,
      search: asked.search,
      status: asked.status === '' ? [] : [asked.status],
      sort: asked.sort,
      after: search.one('after'),
      before: search.one('before'),
    })
    return (
      <Stack wide>
        <CredentialList list={list} asked={asked} />
        <ExternalCredentials
          credentials={await listExternalCredentials(context, { abn })}
          note={externalRevocationPolicy}
        />
      </Stack>
    )
  })
}
