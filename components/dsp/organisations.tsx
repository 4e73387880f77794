import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { ListMyOrganisationsResult } from '../../lib/domain/dsp/organisations/list-my-organisations.ts'
import { count, spacedAbn } from '../format/words.ts'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Prose, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { DataTable } from '../ui/table/data-table.tsx'

/** The front page of Online services for DSPs: for which organisation? */
export function Organisations({ list }: { list: ListMyOrganisationsResult }) {
  const { organisations, withoutAccess, isOperator } = list
  return (
    <>
      <PageHead
        title="Online services for DSPs"
        lead="Register the software that you develop, test it, and ask for help. DSP stands for digital service provider."
        actions={isOperator && <ButtonLink href="/dsp/desk">Open the operator’s desk</ButtonLink>}
      />
      <Stack wide>
        {organisations.length === 0 ? (
          <EmptyState title="You act for no organisation here">
            <p>
              <Link href="/link">Link your business</Link>, or ask one of its administrators to authorise you for
              “Online services for DSPs” of the tax office.
            </p>
          </EmptyState>
        ) : (
          <DataTable
            caption="Organisations that you act for"
            rows={organisations}
            keyOf={({ abn }) => abn}
            columns={[
              {
                heading: 'Organisation',
                isName: true,
                cell: ({ abn, name }) => (
                  <Link href={`/dsp/${abn}`} prefetch={false}>
                    {name}
                  </Link>
                ),
              },
              { heading: 'ABN', cell: ({ abn }) => spacedAbn(abn) },
              {
                heading: 'Developer',
                cell: ({ isRegistered }) => (
                  <StatusBadge tone={isRegistered ? 'success' : 'neutral'}>
                    {isRegistered ? 'Registered' : 'Not registered yet'}
                  </StatusBadge>
                ),
              },
              { heading: 'Products', cell: ({ products }) => count(products, 'product') },
            ]}
          />
        )}
        {withoutAccess.length > 0 && (
          <Prose>
            <h2>Without access</h2>
            <p>
              Your authorisation for these businesses does not reach Online services for DSPs:{' '}
              {withoutAccess.map(({ name }) => name).join(', ')}. An administrator of the business can change that.
            </p>
          </Prose>
        )}
      </Stack>
    </>
  )
}
