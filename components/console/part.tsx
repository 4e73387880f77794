import type { ReactNode } from 'react'
import { Stack } from '../ui/page/layout.tsx'

/** A part of a page of the console under a heading of its own. */
export function Part({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id}>
      <Stack>
        <h2 id={id}>{title}</h2>
        {children}
      </Stack>
    </section>
  )
}
