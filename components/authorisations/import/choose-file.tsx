import type { PreparedImport } from '../../../lib/domain/ram/authorisations/imports/prepare-import.ts'
import { limits } from '../../../lib/policy/limits.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { SentFileField } from '../../ui/form/fields/sent-file-field.tsx'
import { TextAreaField } from '../../ui/form/fields/text-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { HelpWith, Prose, Stack } from '../../ui/page/layout.tsx'
import { DataTable } from '../../ui/table/data-table.tsx'
import { ImportStep } from './import-step.tsx'

type Props = { prepared: PreparedImport; action: FormAction; draft: string; csv: string }

/** The file of new users: chosen, or pasted. */
export function ChooseFile({ prepared: { business, columns, agencies }, action, draft, csv }: Props) {
  const home = `/businesses/${business.abn}`
  return (
    <ImportStep business={business} number={1} back={home} title="Add many users from a file">
      <Stack wide>
        <Prose>
          <p>
            One line for each person, up to {limits.importRows}. Each is judged by the same rules as the form for a
            single user. You see the result before anything is sent.
          </p>
          <p>
            <a href={`${home}/authorisations/import/template`} download>
              Download the template (CSV)
            </a>
          </p>
          <HelpWith question="What goes into the columns?">
            <p>
              The first line names the columns: <code>{columns.join(', ')}</code>. The first three must be there.
            </p>
            <ul>
              <li>
                <strong>type</strong>: standard or basic; empty is standard
              </li>
              <li>
                <strong>authorisation administrator</strong>, <strong>machine credential administrator</strong>: yes or
                no; empty is no
              </li>
              <li>
                <strong>start date</strong>, <strong>end date</strong>: such as 31/03/2027; an empty start is today, an
                empty end is none, or 12 months for a basic user
              </li>
              <li>
                <strong>agencies</strong>: short names from the list below with semicolons between them, or “all”
              </li>
            </ul>
          </HelpWith>
          <HelpWith question="Short names of the agencies">
            <DataTable
              caption="For the column “agencies”"
              columns={[
                { heading: 'Agency', isName: true, cell: ({ name }) => name },
                { heading: 'Short name', cell: ({ id }) => <code>{id}</code> },
              ]}
              rows={agencies}
              keyOf={({ id }) => id}
            />
          </HelpWith>
        </Prose>
        <ActionForm action={action} hidden={{ abn: business.abn, draft }} initial={{ csv }}>
          <SentFileField
            name="file"
            label="CSV file"
            hint="In UTF-8, 500 kB at most"
            accept=".csv,text/csv,text/plain"
          />
          <TextAreaField
            name="csv"
            label="Or paste the lines here"
            hint="With the line that names the columns. It counts where no file is chosen."
            optional
            maxLength={500_000}
          />
          <SubmitButton>Check the file</SubmitButton>
        </ActionForm>
      </Stack>
    </ImportStep>
  )
}
