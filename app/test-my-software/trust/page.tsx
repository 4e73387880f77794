import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { TrustPage } from '../../../components/trust/trust-page.tsx'
import { uuid } from '../../../lib/core/random.ts'
import { externalRevocationPolicy } from '../../../lib/domain/mas/trust/external-credential.ts'
import { listTrusted } from '../../../lib/domain/mas/trust/list-external-credentials.ts'
import { theRuntime } from '../../../lib/platform/runtime/runtime.ts'
import { readSearch, type Search } from '../../support/read-search.ts'
import { removeTrust, trustCertificates } from './actions.ts'

export const metadata: Metadata = { title: 'Use your own test keystore' }

export default async function TrustKeystorePage({ searchParams }: { searchParams: Search }) {
  const runtime = theRuntime()
  if (runtime.settings.mode !== 'sandbox') notFound()
  const done = (await readSearch(searchParams)).oneOf('done', ['trusted', 'removed'] as const)
  return (
    <TrustPage
      key={uuid(runtime.random)}
      credentials={await listTrusted(runtime)}
      policy={externalRevocationPolicy}
      done={done}
      trust={trustCertificates}
      remove={removeTrust}
    />
  )
}
