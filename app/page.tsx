import { Landing } from '../components/landing/landing.tsx'
import { SignedOut } from '../components/sign-in/signed-out.tsx'
import { theRuntime } from '../lib/platform/runtime/runtime.ts'
import { currentActor } from './session.ts'
import { readSearch, type Search } from './support/read-search.ts'

export default async function LandingPage({ searchParams }: { searchParams: Search }) {
  const { settings } = theRuntime()
  const isSignedOut =
    (await readSearch(searchParams)).one('signed-out') === 'yes' && (await currentActor()) === undefined
  return (
    <>
      {isSignedOut && <SignedOut />}
      <Landing
        publicUrl={settings.publicUrl}
        publicHttpsUrl={settings.publicHttpsUrl}
        isSandbox={settings.mode === 'sandbox'}
      />
    </>
  )
}
