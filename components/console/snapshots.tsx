import type { Snapshot } from '../../lib/domain/sandbox/snapshots/list-snapshots.ts'
import { formatMoment } from '../format/dates.ts'
import { count } from '../format/words.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { TickField } from '../ui/form/fields/choice-field.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { Part } from './part.tsx'

/** Snapshots of the made-up world. */
export function Snapshots({
  snapshots,
  take,
  use,
  reset,
}: {
  snapshots: readonly Snapshot[]
  take: FormAction
  use: FormAction
  reset: FormAction
}) {
  const columns: Column<Snapshot>[] = [
    { heading: 'Name', isName: true, cell: ({ name }) => name },
    { heading: 'Taken', cell: ({ createdAt }) => <time dateTime={createdAt}>{formatMoment(createdAt)}</time> },
    {
      heading: 'Holds',
      cell: ({ rows, isUsable }) => (isUsable ? count(rows, 'record') : 'Of another version of Mandate'),
    },
    {
      heading: 'What to do',
      cell: ({ name, isUsable }) => (
        <ActionForm action={use} hidden={{ name }}>
          <Row>
            {isUsable && (
              <SubmitButton variant="secondary" name="act" value="restore">
                Restore {name}
              </SubmitButton>
            )}
            <SubmitButton variant="text" name="act" value="delete">
              Delete {name}
            </SubmitButton>
          </Row>
        </ActionForm>
      ),
    },
  ]
  return (
    <>
      <PageHead
        title="Snapshots"
        lead="Keep the world as it is now, and bring it back as often as you like: people, businesses, credentials, mails, clocks and faults. Keys and traces stay as they are."
      />
      <Stack wide>
        {snapshots.length === 0 ? (
          <p>There is no snapshot yet.</p>
        ) : (
          <DataTable caption="Snapshots, newest first" columns={columns} rows={snapshots} keyOf={({ name }) => name} />
        )}
        <Part id="take" title="Take a snapshot">
          <ActionForm action={take}>
            <TextField name="name" label="Name" hint="Letters, digits, dots, hyphens and underscores" maxWidth="md" />
            <SubmitButton>Take the snapshot</SubmitButton>
          </ActionForm>
        </Part>
        <Part id="reset" title="Begin anew">
          <p>Everything that was made in this sandbox is gone then, for everybody who uses it. Snapshots stay.</p>
          <ActionForm action={reset}>
            <TickField name="sure" label="I want to lose what was made here" />
            <SubmitButton variant="secondary">Reset the sandbox</SubmitButton>
          </ActionForm>
        </Part>
      </Stack>
    </>
  )
}
