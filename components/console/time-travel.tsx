import type { BusinessClock } from '../../lib/domain/sandbox/time/list-clocks.ts'
import type { Travelled } from '../../lib/domain/sandbox/time/travel.ts'
import type { ClockView } from '../../lib/domain/sandbox/time/view-clock.ts'
import { formatMoment } from '../format/dates.ts'
import { spacedAbn } from '../format/words.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { RadioField } from '../ui/form/fields/choice-field.tsx'
import { DateField } from '../ui/form/fields/date-field.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { aheadWords, ClockTable } from './clock-table.tsx'
import { Part } from './part.tsx'
import { WhatHappened } from './what-happened.tsx'

const lead =
  'Each business has a clock of its own. Move it, and every mail, reminder and end on the way happens at once, in its order.'

/** Whose clock is to be moved. */
export function ChooseBusiness({ clocks }: { clocks: readonly BusinessClock[] }) {
  return (
    <>
      <PageHead title="Time travel" lead={lead} />
      <Stack wide>
        {clocks.length === 0 ? (
          <EmptyState title="No business yet">
            <p>Link a business, or make a test credential for one, and come back.</p>
          </EmptyState>
        ) : (
          <ClockTable caption="Choose a business" clocks={clocks} />
        )}
      </Stack>
    </>
  )
}

/** The clock of one business, and where it can be sent. */
export function TimeTravel({
  clock,
  travelled,
  action,
}: {
  clock: ClockView
  travelled: Travelled | undefined
  action: FormAction
}) {
  const { abn, name, now, offsetMs, next } = clock
  return (
    <>
      <PageHead
        title={name}
        caption="Time travel"
        crumbs={[
          { label: 'Sandbox console', href: '/console' },
          { label: 'Time travel', href: '/console/time' },
        ]}
      />
      <Stack wide>
        {travelled !== undefined && <WhatHappened title={travelled.summary} {...travelled} />}
        <SummaryList
          rows={[
            { term: 'ABN', value: spacedAbn(abn) },
            { term: 'Its time', value: <time dateTime={now}>{formatMoment(now)}</time> },
            { term: 'Clock', value: aheadWords(offsetMs) },
          ]}
        />
        <Part id="known" title="Go where software breaks">
          <ActionForm action={action} hidden={{ abn }}>
            <Row>
              <SubmitButton variant="secondary" name="to" value="before-expiry">
                Just before the next expiry
              </SubmitButton>
              <SubmitButton variant="secondary" name="to" value="after-expiry">
                Just after the next expiry
              </SubmitButton>
              <SubmitButton variant="secondary" name="to" value="unassigned-day 53">
                Day 53 of an unassigned credential
              </SubmitButton>
              <SubmitButton variant="secondary" name="to" value="unassigned-day 61">
                Day 61 of an unassigned credential
              </SubmitButton>
              {offsetMs !== 0 && (
                <SubmitButton variant="secondary" name="to" value="now">
                  Back to the real time
                </SubmitButton>
              )}
            </Row>
          </ActionForm>
        </Part>
        <Part id="any" title="Go anywhere">
          <ActionForm action={action} hidden={{ abn }} initial={{ to: 'days' }}>
            <RadioField
              name="to"
              label="Where to"
              choices={[
                { value: 'days', label: 'A number of days on' },
                { value: 'date', label: 'The start of a date' },
              ]}
            />
            <TextField name="days" label="Days" inputMode="numeric" maxWidth="sm" autoComplete="off" optional />
            <DateField name="date" label="Date" optional />
            <SubmitButton>Travel</SubmitButton>
          </ActionForm>
        </Part>
        <Part id="next" title="What falls due next">
          {next.length === 0 ? (
            <p>Nothing of this business has a date that is still to come.</p>
          ) : (
            <DataTable
              caption="In the order in which it will happen"
              columns={columns}
              rows={next}
              keyOf={({ at, what }) => `${at} ${what}`}
            />
          )}
        </Part>
      </Stack>
    </>
  )
}

const columns: Column<{ at: string; what: string }>[] = [
  { heading: 'What', isName: true, cell: ({ what }) => what },
  { heading: 'When', cell: ({ at }) => <time dateTime={at}>{formatMoment(at)}</time> },
]
