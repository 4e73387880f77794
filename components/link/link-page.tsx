import type { ReactNode } from 'react'
import { StepOf } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

/** The two ways of linking: their name, where their pages are, and the page before the question for an email address. */
export type LinkJourney = { caption: string; path: string; beforeEmail: string }
export const onlineLinking: LinkJourney = { caption: 'Link my business', path: '/link', beforeEmail: '/businesses' }
export const assistedLinking: LinkJourney = {
  caption: 'Assisted linking',
  path: '/link/assisted/new',
  beforeEmail: '/evidence',
}

/** A page of a journey that links businesses. */
export function LinkStep({
  number,
  title,
  lead,
  back,
  journey = onlineLinking,
  children,
}: {
  number: number
  title: string
  lead?: string
  back: string
  journey?: LinkJourney
  children: ReactNode
}) {
  return (
    <>
      <PageHead
        title={title}
        lead={lead}
        caption={
          <StepOf step={number} of={5}>
            {journey.caption}
          </StepOf>
        }
        back={back}
      />
      {children}
    </>
  )
}
