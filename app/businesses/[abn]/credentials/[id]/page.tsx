import type { Metadata } from 'next'
import { CredentialPage, credentialDone } from '../../../../../components/credentials/credential-page.tsx'
import { viewCredential } from '../../../../../lib/domain/credentials/show/view-credential.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Machine credential' }

type Props = { params: Promise<{ abn: string; id: string }>; searchParams: Search }

export default async function ViewCredentialPage({ params, searchParams }: Props) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const done = (await readSearch(searchParams)).oneOf('done', credentialDone)
    return <CredentialPage view={await viewCredential(context, { abn, id })} done={done} />
  })
}
