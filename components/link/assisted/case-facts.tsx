import type { LinkCaseView } from '../../../lib/domain/ram/linking/cases/link-case-view.ts'
import { formatMoment } from '../../format/dates.ts'
import { spacedAbn } from '../../format/words.ts'
import { Stack } from '../../ui/page/layout.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import { StatusOfCase } from './status-of-case.tsx'

/** What was asked for, with which evidence, and what was decided: for the person and for operators. */
export function CaseFacts({ view, isMine = false }: { view: LinkCaseView; isMine?: boolean }) {
  return (
    <>
      <section>
        <Stack>
          <h2>The request</h2>
          <SummaryList
            rows={[
              { term: 'Status', value: <StatusOfCase row={view} /> },
              { term: 'Business', value: `${view.businessName}, ABN ${spacedAbn(view.abn)}` },
              { term: 'Kind of entity', value: view.entityType },
              { term: 'Person', value: `${view.givenNames} ${view.familyName}` },
              { term: isMine ? 'You are' : 'Says they are', value: view.capacityLabel },
              { term: isMine ? 'You become' : 'Would become', value: view.typeLabel },
              { term: 'Email', value: view.email },
              { term: 'Sent', value: formatMoment(view.createdAt) },
              view.decidedAt !== null && {
                term: 'Decided',
                value: `${formatMoment(view.decidedAt)} by ${view.decidedByName}`,
              },
              view.decisionReason !== null && { term: 'Reasons', value: view.decisionReason },
            ]}
          />
        </Stack>
      </section>
      <section>
        <Stack>
          <h2>Evidence</h2>
          <SummaryList
            rows={view.evidence.map(({ kindLabel, reference, note }, at) => ({
              term: `${at + 1}. ${kindLabel}`,
              value: [reference, note].filter((part) => part !== '').join('. '),
            }))}
          />
        </Stack>
      </section>
    </>
  )
}
