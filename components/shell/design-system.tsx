'use client'

import { Core } from '@ag.ds-next/react/core'
import NextLink from 'next/link'
import { type ComponentProps, forwardRef, type ReactNode } from 'react'
import { EmotionRegistry } from './emotion-registry.tsx'

/** Everything that the design system needs round a page: its tokens, its styles, and our links. */
export function DesignSystem({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <EmotionRegistry nonce={nonce}>
      <Core theme={theme} linkComponent={LinkOfDesignSystem}>
        {children}
      </Core>
    </EmotionRegistry>
  )
}

// Pages are made for each person and moment, so fetching them ahead of a click only costs.
const LinkOfDesignSystem = forwardRef<
  HTMLAnchorElement,
  Omit<ComponentProps<typeof NextLink>, 'href'> & { href?: string }
>(function LinkOfDesignSystem({ href, ...rest }, ref) {
  return href === undefined ? <a ref={ref} {...rest} /> : <NextLink ref={ref} href={href} prefetch={false} {...rest} />
})

const theme = {
  darkBackgroundBody: '#14303f',
  darkBackgroundShade: '#0e2430',
  darkBackgroundBodyAlt: '#0b1d27',
  darkBackgroundShadeAlt: '#08161d',
  darkForegroundMuted: '#b9ccd6',
}
