import Link from 'next/link'
import type { LinkPreviewRow } from '../../../lib/domain/ram/linking/online/preview-links.ts'
import { count, spacedAbn } from '../../format/words.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { Alert } from '../../ui/message/alert.tsx'
import { OneLine, Row, Stack } from '../../ui/page/layout.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import { LinkStep } from '../link-page.tsx'

type Props = { rows: readonly LinkPreviewRow[]; action: FormAction; draft: string }

/** What would become of each ABN of the list. Those that cannot be linked do not keep the others back. */
export function CheckListStep({ rows, action, draft }: Props) {
  const good = rows.flatMap(({ business, problem }) => (business !== null && problem === null ? [business.abn] : []))
  const list = `/link/businesses/list?draft=${draft}`
  return (
    <LinkStep number={2} back={list} title="Check the list">
      <Stack wide>
        {good.length === 0 && (
          <Alert tone="warning" title="None of these can be linked online">
            <p>
              Correct the list, or ask for <Link href="/link/assisted">assisted linking</Link>.
            </p>
          </Alert>
        )}
        <DataTable
          caption={`${good.length} of ${count(rows.length, 'ABN')} can be linked`}
          columns={columns}
          rows={rows}
          keyOf={({ entered }) => entered}
        />
        <Row>
          {good.length > 0 && (
            <ContinueWith abns={good} action={action} draft={draft} isAll={good.length === rows.length} />
          )}
          <Link href={list} prefetch={false}>
            Change the list
          </Link>
        </Row>
      </Stack>
    </LinkStep>
  )
}

function ContinueWith({
  abns,
  action,
  draft,
  isAll,
}: {
  abns: readonly string[]
  action: FormAction
  draft: string
  isAll: boolean
}) {
  return (
    <ActionForm action={action} hidden={{ draft }}>
      {abns.map((abn) => (
        <input key={abn} type="hidden" name="abns" value={abn} />
      ))}
      <SubmitButton>
        {isAll
          ? 'Continue'
          : `Continue with ${abns.length === 1 ? 'the one' : `the ${abns.length}`} that can be linked`}
      </SubmitButton>
    </ActionForm>
  )
}

const columns: Column<LinkPreviewRow>[] = [
  {
    heading: 'ABN',
    isName: true,
    cell: ({ entered, business }) => (business === null ? entered : <OneLine>{spacedAbn(business.abn)}</OneLine>),
  },
  { heading: 'Business', cell: ({ business }) => business?.name ?? 'Unknown' },
  {
    heading: 'Result',
    cell: ({ problem }) =>
      problem === null ? (
        <StatusBadge tone="success">Can be linked</StatusBadge>
      ) : (
        <div>
          <StatusBadge tone="error">Cannot be linked</StatusBadge>
          <p>{`${problem.happened} ${problem.remedy}`}</p>
        </div>
      ),
  },
]
