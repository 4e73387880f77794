import type { ReactNode } from 'react'
import { StepOf } from '../ui/layout.tsx'
import { PageHead } from '../ui/page-head.tsx'

/** A page of the journey that links businesses. */
export function LinkStep({
  number,
  title,
  lead,
  back,
  children,
}: {
  number: number
  title: string
  lead?: string
  back: string
  children: ReactNode
}) {
  return (
    <>
      <PageHead
        title={title}
        lead={lead}
        caption={
          <StepOf step={number} of={5}>
            Link my business
          </StepOf>
        }
        back={back}
      />
      {children}
    </>
  )
}
