import type { Metadata, Viewport } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { DesignSystem } from '../components/shell/design-system.tsx'
import { Shell } from '../components/shell/shell.tsx'
import { SessionWatch } from '../components/sign-in/session-watch.tsx'
import { theRuntime } from '../lib/platform/runtime/runtime.ts'
import './globals.css'
import '../components/shell/design-tokens.css'
import { currentActor, sessionSecondsLeft } from './session.ts'

export const metadata: Metadata = {
  title: { default: 'Mandate: who may act for a business', template: '%s | Mandate' },
  description:
    'Authorise people and software to act for a business, and test software against it. Not a government service.',
  robots: { index: false },
}

export const viewport: Viewport = { width: 'device-width', initialScale: 1 }

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get('x-nonce') ?? undefined
  const { settings } = theRuntime()
  const actor = await currentActor()
  const secondsLeft = await sessionSecondsLeft()
  const person = actor && { name: `${actor.givenNames} ${actor.familyName}` }
  return (
    <html lang="en-AU">
      <body>
        <DesignSystem nonce={nonce}>
          <Shell person={person} isSandbox={settings.mode === 'sandbox'}>
            {children}
          </Shell>
          {secondsLeft !== undefined && <SessionWatch secondsLeft={secondsLeft} />}
        </DesignSystem>
      </body>
    </html>
  )
}
