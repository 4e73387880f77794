'use client'

import type { ReactNode } from 'react'
import type { OpenedBusiness } from '../../lib/domain/ram/businesses/open-business.ts'
import { spacedAbn } from '../format/words.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { Tabs } from '../ui/tabs.tsx'

type Props = { business: OpenedBusiness; pin: FormAction; children: ReactNode }

/**
 * What stands over the pages of one business: its name, and a tab for each that the person may open. Its code is kept by
 * the browser, as the shell's is.
 */
export function BusinessFrame({ business, pin, children }: Props) {
  const { abn, name, may, pinned } = business
  const home = `/businesses/${abn}`
  const tabs = [
    {
      href: home,
      label: may['list-authorisations'] ? 'Manage authorisations' : 'My authorisation',
      parts: [`${home}/authorisations`],
    },
    may['list-credentials'] && {
      href: `${home}/credentials`,
      label: 'Manage credentials',
      parts: [`${home}/credentials`],
    },
    may['list-credentials'] && { href: `${home}/traces`, label: 'Requests', parts: [`${home}/traces`] },
    may['list-notifications'] && {
      href: `${home}/notifications`,
      label: 'Manage notifications',
      parts: [`${home}/notifications`],
    },
    may['list-api-tokens'] && { href: `${home}/api-tokens`, label: 'API tokens', parts: [`${home}/api-tokens`] },
    may['view-history'] && { href: `${home}/history`, label: 'History', parts: [`${home}/history`] },
  ].filter((tab) => tab !== false)
  return (
    <>
      <PageHead
        title={name}
        caption={`ABN ${spacedAbn(abn)}`}
        crumbs={[
          { label: 'Home', href: '/home' },
          { label: 'Businesses', href: '/businesses' },
        ]}
        actions={
          <ActionForm action={pin} hidden={{ abn, pinned: pinned ? 'no' : 'yes' }}>
            <SubmitButton variant="text">{pinned ? 'Unpin from my list' : 'Pin to the top of my list'}</SubmitButton>
          </ActionForm>
        }
      />
      <Tabs label={`Pages of ${name}`} tabs={tabs} />
      {children}
    </>
  )
}
