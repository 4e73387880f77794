import type { Metadata } from 'next'
import { ErrorGuide } from '../../../components/help/error-guide.tsx'
import { errorTable } from '../../../lib/core/errors/index.ts'
import { readSearch, type Search } from '../../support/read-search.ts'

export const metadata: Metadata = { title: 'Messages and what to do' }

export default async function ErrorsPage({ searchParams }: { searchParams: Search }) {
  const search = (await readSearch(searchParams)).one('search')?.slice(0, 100) ?? ''
  return <ErrorGuide table={errorTable} search={search} />
}
