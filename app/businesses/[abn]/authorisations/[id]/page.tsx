import type { Metadata } from 'next'
import {
  type AuthorisationDone,
  AuthorisationPage,
  authorisationDone,
} from '../../../../../components/authorisations/view.tsx'
import { viewAuthorisation } from '../../../../../lib/domain/ram/authorisations/view-authorisation.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Authorisation' }

type Props = { params: Promise<{ abn: string; id: string }>; searchParams: Search }

export default async function ViewPage({ params, searchParams }: Props) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const search = await readSearch(searchParams)
    const done: AuthorisationDone | undefined = search.oneOf('done', authorisationDone)
    const credentials = Number.parseInt(search.one('credentials') ?? '', 10) || 0
    return (
      <AuthorisationPage
        view={await viewAuthorisation(context, { abn, id })}
        done={done}
        credentialsUnassigned={credentials}
        isSandbox={context.runtime.settings.mode === 'sandbox'}
      />
    )
  })
}
