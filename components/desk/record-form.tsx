import type { ReactNode } from 'react'
import { ActionForm } from '../ui/form/action-form.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import { VersionField } from '../ui/form/fields/version-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { deskCrumbs } from './desk-frame.tsx'
import { RemoveLink } from './remove-record.tsx'

type Props = {
  list: 'relying-parties' | 'relying-services'
  /** Absent for a new one. */
  record: { id: string; name: string; version: number; isSimulated: boolean } | undefined
  /** Heading of the page for a new one. */
  newTitle: string
  lead: string
  idLabel: string
  /** What of a simulated one stays as it is. */
  simulated: string
  initial: Readonly<Record<string, string | string[]>>
  action: FormAction
  submissionId: string
  children: ReactNode
  /** Below the button. */
  help?: ReactNode
}

/** The form for what operators register: the id is chosen once, and a simulated record cannot be removed. */
export function RecordForm(props: Props) {
  const { list, record, newTitle, lead, idLabel, simulated, initial, action, submissionId, children, help } = props
  return (
    <>
      <PageHead
        title={record?.name ?? newTitle}
        lead={lead}
        crumbs={deskCrumbs(list)}
        actions={record && !record.isSimulated && <RemoveLink list={list} id={record.id} />}
      />
      <Stack>
        {record?.isSimulated && (
          <Alert tone="info" title="Played by the sandbox">
            <p>{simulated}</p>
          </Alert>
        )}
        <ActionForm
          action={action}
          submissionId={submissionId}
          hidden={record === undefined ? { version: '0' } : { id: record.id }}
          initial={initial}
        >
          {record === undefined ? (
            <TextField
              name="id"
              label={idLabel}
              hint="A short name of lower-case letters, digits and hyphens, such as payroll-portal. It cannot be changed later."
              maxWidth="md"
              maxLength={40}
              spellCheck={false}
            />
          ) : (
            <VersionField version={record.version} />
          )}
          {children}
          <SubmitButton>{record === undefined ? 'Register' : 'Save'}</SubmitButton>
          {help}
        </ActionForm>
      </Stack>
    </>
  )
}
