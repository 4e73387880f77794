import type { ReactNode } from 'react'
import type { BusinessName } from '../../../lib/domain/ram/views.ts'
import { StepOf } from '../../ui/page/layout.tsx'
import { PageHead } from '../../ui/page/page-head.tsx'

/** What a page of the wizard knows of the journey. */
export type WizardStepState = {
  abn: string
  draft: string
  goOn: string
  answers: Readonly<Record<string, readonly string[]>>
}

/** What the form of a page sends along. */
export function hiddenOf({ abn, draft, goOn }: WizardStepState): Record<string, string> {
  return { abn, draft, goOn }
}

/** A page of the wizard that adds a user: where one is, the question, and the way back. */
export function WizardPage({
  business,
  step,
  number,
  title,
  lead,
  back,
  children,
}: {
  business: BusinessName
  step: WizardStepState
  number: number
  title: string
  lead?: string
  /** The page before, with a `/` in front; empty for the first page, absent for none. */
  back?: string
  children: ReactNode
}) {
  const home = `/businesses/${business.abn}`
  const crumbs = [
    { label: 'Businesses', href: '/businesses' },
    { label: business.name, href: home },
  ]
  return (
    <>
      <PageHead
        title={title}
        lead={lead}
        crumbs={crumbs}
        back={back === undefined ? undefined : `${home}/authorisations/new${back}?draft=${step.draft}`}
        caption={
          <StepOf step={number} of={5}>
            Add new user
          </StepOf>
        }
      />
      {children}
    </>
  )
}
