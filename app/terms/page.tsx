import type { Metadata } from 'next'
import { Terms } from '../../components/home/terms.tsx'
import { readSearch, type Search } from '../support/read-search.ts'
import { safePath } from '../support/safe-path.ts'
import { showPage } from '../support/show-page.tsx'
import { acceptTermsAction } from './actions.ts'

export const metadata: Metadata = { title: 'Terms and conditions' }

export default async function TermsPage({ searchParams }: { searchParams: Search }) {
  const next = safePath((await readSearch(searchParams)).one('next'))
  return showPage(async () => <Terms action={acceptTermsAction} next={next} />)
}
