'use client'

import { CoreProvider } from '@ag.ds-next/react/core'
import NextLink from 'next/link'
import { type ComponentProps, forwardRef, type ReactNode } from 'react'
import { EmotionRegistry } from './emotion-registry.tsx'

/**
 * Everything that the design system needs round a page: its styles, and our links. Its tokens are in design-tokens.css: as
 * `Core` they would be written anew into each page.
 */
export function DesignSystem({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  return (
    <EmotionRegistry nonce={nonce}>
      <CoreProvider linkComponent={LinkOfDesignSystem}>{children}</CoreProvider>
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
