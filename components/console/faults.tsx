import type { ErrorCode } from '../../lib/core/errors/index.ts'
import { faultServices } from '../../lib/domain/sandbox/faults/fault.ts'
import type { FaultView } from '../../lib/domain/sandbox/faults/faults.ts'
import { count } from '../format/words.ts'
import { Command } from '../ui/command.tsx'
import { ActionForm } from '../ui/form/action-form.tsx'
import { CheckboxesField } from '../ui/form/fields/choice-field.tsx'
import { SelectField } from '../ui/form/fields/select-field.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import { Part } from './part.tsx'

type CredentialChoice = { id: string; name: string; abn: string }

/** Faults on demand: those that are there, and a new one. */
export function Faults({
  faults,
  codes,
  credentials,
  add,
  remove,
}: {
  faults: readonly FaultView[]
  codes: readonly ErrorCode[]
  credentials: readonly CredentialChoice[]
  add: FormAction
  remove: FormAction
}) {
  return (
    <>
      <PageHead
        title="Faults"
        lead="Have calls that nothing is wrong with fail, so that you see what your software does then. The trace of such a call says that the fault was put in."
      />
      <Stack wide>
        {faults.length === 0 ? (
          <p>There is no fault now: every call gets its real answer.</p>
        ) : (
          <>
            <DataTable caption="Faults on demand" columns={columns} rows={faults} keyOf={({ id }) => id} />
            <ActionForm action={remove}>
              <SubmitButton variant="secondary">Remove all faults</SubmitButton>
            </ActionForm>
          </>
        )}
        <Part id="add" title="Set up a fault">
          <ActionForm action={add} initial={{ service: 'mas', calls: '1' }}>
            <SelectField
              name="service"
              label="Service"
              options={Object.entries(faultServices).map(([value, label]) => ({ value, label }))}
            />
            <SelectField
              name="error"
              label="Error"
              hint="What the call is refused with"
              optional
              options={codes.map((value) => ({ value, label: value }))}
            />
            <TextField
              name="delayMs"
              label="Delay in milliseconds"
              hint="The answer is held back for so long"
              inputMode="numeric"
              maxWidth="sm"
              optional
            />
            <CheckboxesField
              name="drop"
              label="Connection"
              optional
              choices={[{ value: 'yes', label: 'Close it without an answer' }]}
            />
            <SelectField
              name="credentialId"
              label="Machine credential"
              hint="Only calls with this one"
              optional
              options={credentials.map(({ id, name, abn }) => ({ value: id, label: `${name} (${abn})` }))}
            />
            <TextField
              name="calls"
              label="Number of calls"
              hint="Empty: until it is removed, where a credential is chosen"
              inputMode="numeric"
              maxWidth="sm"
              optional
            />
            <SubmitButton>Set up the fault</SubmitButton>
          </ActionForm>
        </Part>
        <Part id="header" title="For one request alone">
          <p>A request can ask for its own fault by a header, without anything set up here:</p>
          <Command>Mandate-Fault: mas.credential-revoked, delay=2000</Command>
        </Part>
      </Stack>
    </>
  )
}

const columns: Column<FaultView>[] = [
  {
    heading: 'What happens',
    isName: true,
    cell: ({ title, error, delayMs, drop }) =>
      [
        ...(title === null ? [] : [`${title} (${error})`]),
        ...(delayMs > 0 ? [`Answer after ${delayMs} ms`] : []),
        ...(drop ? ['Connection closed'] : []),
      ].join(', '),
  },
  { heading: 'Service', cell: ({ service }) => (service === null ? 'Any' : faultServices[service]) },
  { heading: 'Whose calls', cell: ({ abn, credential }) => credential?.name ?? abn ?? 'Everybody' },
  {
    heading: 'Still to come',
    cell: ({ remaining }) =>
      remaining === null ? 'Every call' : remaining === 0 ? 'None: used up' : count(remaining, 'call'),
  },
  { heading: 'Met so far', cell: ({ hits }) => count(hits, 'call') },
]
