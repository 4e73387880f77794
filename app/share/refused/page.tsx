import type { Metadata } from 'next'
import { Refusal } from '../../../components/ui/message/refusal.tsx'
import { describeError, MandateError } from '../../../lib/core/errors/index.ts'
import { setPageStatus } from '../../../lib/platform/runtime/page-status.ts'
import { readSearch, type Search } from '../../support/read-search.ts'

export const metadata: Metadata = { title: 'Sharing stopped' }

/** Where a relying service's request ends that cannot be answered: what it did wrong is in the operator's log. */
export default async function SharingRefusedPage({ searchParams }: { searchParams: Search }) {
  const given = (await readSearch(searchParams)).one('reason') ?? ''
  // The address is anybody's to write: only a bare code of OpenID Connect is repeated.
  const reason = /^[a-z_]{1,40}$/.test(given) ? given : 'invalid_request'
  const error =
    reason === 'page_over'
      ? new MandateError('identity.page-over')
      : new MandateError('ram.sharing-refused', { reason })
  const described = describeError(error)
  setPageStatus(described.status)
  return <Refusal error={described} />
}
