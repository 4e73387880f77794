import { Landing } from '../components/landing/landing.tsx'
import { theRuntime } from '../lib/platform/runtime/runtime.ts'

export default function LandingPage() {
  const { settings } = theRuntime()
  return (
    <Landing
      publicUrl={settings.publicUrl}
      publicHttpsUrl={settings.publicHttpsUrl}
      isSandbox={settings.mode === 'sandbox'}
    />
  )
}
