import Link from 'next/link'
import type { ImportPreview, ImportPreviewRow } from '../../../lib/domain/ram/authorisations/imports/preview-import.ts'
import { formatDay } from '../../format/dates.ts'
import { count, list } from '../../format/words.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { TickField } from '../../ui/form/fields/choice-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { Alert } from '../../ui/message/alert.tsx'
import { Row, Stack } from '../../ui/page/layout.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { type Column, DataTable } from '../../ui/table/data-table.tsx'
import { ImportStep } from './import-step.tsx'

type Props = { preview: ImportPreview; action: FormAction; draft: string }

/** What would become of each line of the file; those with a problem come first and keep nobody else back. */
export function ImportPreviewPage({ preview: { business, rows, good, bad, declaration }, action, draft }: Props) {
  const file = `/businesses/${business.abn}/authorisations/import?draft=${draft}`
  const ordered = [...rows.filter(hasProblem), ...rows.filter((row) => !hasProblem(row))]
  return (
    <ImportStep business={business} number={2} back={file} title="Check the lines">
      <Stack wide>
        {bad > 0 && (
          <Alert
            tone={good === 0 ? 'error' : 'warning'}
            title={`${count(bad, 'line has', 'lines have')} a problem and will be left out`}
          >
            <p>
              Correct the file and <Link href={file}>choose it again</Link>
              {good > 0 && ', or go on with the others'}.
            </p>
          </Alert>
        )}
        <DataTable
          caption={`${count(good, 'request', 'requests')} would be sent, of ${count(rows.length, 'line')}`}
          columns={columns}
          rows={ordered}
          keyOf={({ line }) => String(line)}
        />
        {good > 0 && (
          <ActionForm action={action} hidden={{ abn: business.abn, draft }}>
            <TickField name="declaration" legend="Declaration" label={declaration} />
            <Row>
              <SubmitButton>Send {count(good, 'request', 'requests')}</SubmitButton>
              <Link href={`/businesses/${business.abn}`} prefetch={false}>
                Cancel
              </Link>
            </Row>
          </ActionForm>
        )}
      </Stack>
    </ImportStep>
  )
}

function hasProblem({ problems }: ImportPreviewRow): boolean {
  return Object.keys(problems).length > 0
}

const columns: Column<ImportPreviewRow>[] = [
  {
    heading: 'Name',
    isName: true,
    cell: ({ givenNames, familyName, line }) => `${givenNames} ${familyName}`.trim() || `Line ${line}`,
  },
  { heading: 'Line', cell: ({ line }) => String(line) },
  { heading: 'Email', cell: ({ email }) => email || 'None' },
  {
    heading: 'Type',
    cell: ({ typeLabel, isMachineCredentialAdministrator }) =>
      isMachineCredentialAdministrator ? `${typeLabel}, machine credential administrator` : typeLabel,
  },
  { heading: 'In force', cell: dates },
  { heading: 'Agencies', cell: ({ agencies }) => list(agencies) || 'None' },
  {
    heading: 'Result',
    cell: (row) =>
      hasProblem(row) ? (
        <div>
          <StatusBadge tone="error">Left out</StatusBadge>
          {Object.values(row.problems).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </div>
      ) : (
        <StatusBadge tone="success">Would be sent</StatusBadge>
      ),
  },
]

function dates({ startDate, endDate }: ImportPreviewRow): string {
  const day = (text: string) => (/^\d{4}-\d\d-\d\d$/.test(text) ? formatDay(text) : text)
  return `${day(startDate)} to ${endDate === null ? 'no end date' : day(endDate)}`
}
