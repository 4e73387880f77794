import type { ReactNode } from 'react'
import type { BusinessName } from '../../../lib/domain/ram/views.ts'
import { StepOf } from '../../ui/page/layout.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'

/** A page of the import of many users. */
export function ImportStep({
  business,
  number,
  title,
  back,
  children,
}: {
  business: BusinessName
  number: number
  title: string
  back?: string
  children: ReactNode
}) {
  return (
    <>
      <PageHead
        title={title}
        caption={
          <StepOf step={number} of={3}>
            {business.name}
          </StepOf>
        }
        back={back}
      />
      {children}
    </>
  )
}
