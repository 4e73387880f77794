'use client'

import { Button } from '@ag.ds-next/react/button'
import { type FormEvent, useState } from 'react'
import { NewPassword, type NewPasswordValue } from '../credentials/create/new-password.tsx'
import { ErrorSummary } from '../ui/form/error-summary.tsx'
import { FileField } from '../ui/form/fields/file-field.tsx'
import { NativeRadios } from '../ui/form/fields/native-radios.tsx'
import { PasswordField } from '../ui/form/fields/password-field.tsx'
import formStyles from '../ui/form/form.module.css'
import { FormContext } from '../ui/form/form-context.tsx'
import { type FormState, untouched } from '../ui/form/form-state.ts'
import { Stack } from '../ui/page/layout.tsx'
import type { ChosenFile } from './choose-file.ts'
import { ConvertFields } from './convert-fields.tsx'
import styles from './keystore-tools.module.css'
import type { ToolResult } from './run-tool.ts'
import { type Target, type Task, targetsFor, tasksFor } from './tasks.ts'
import { ToolOutcome } from './tool-outcome.tsx'
import { type EnteredTool, getsNewPassword } from './tool-problems.ts'

const noPassword: NewPasswordValue = { password: '', repeated: '' }

/** What to do with the chosen file, what that needs, and what came of it. */
export function ToolForm({ file }: { file: ChosenFile }) {
  const [entered, setEntered] = useState<EnteredTool>({
    task: 'check',
    password: '',
    fresh: noPassword,
    wantsNewPassword: false,
    target: targetsFor(file.format)[0]?.value as Target,
    credentialId: file.credentials?.[0]?.id,
    other: undefined,
    otherPassword: '',
    replace: false,
  })
  const [state, setState] = useState<FormState>(untouched)
  const [result, setResult] = useState<ToolResult | undefined>()
  const [isWorking, setWorking] = useState(false)
  const change = (part: Partial<EnteredTool>) => setEntered((before) => ({ ...before, ...part }))
  const { task } = entered

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (isWorking) return
    setWorking(true)
    const { runHere } = await import('./run-here.ts')
    const outcome = await runHere(file, entered)
    setWorking(false)
    setResult('result' in outcome ? outcome.result : undefined)
    setState(({ attempt }) => ({
      attempt: attempt + 1,
      error: 'error' in outcome ? outcome.error : undefined,
      values: {},
    }))
  }

  return (
    <FormContext value={{ state, initial: {} }}>
      <form className={formStyles.form} onSubmit={submit} noValidate autoComplete="off">
        <ErrorSummary state={state} />
        <NativeRadios
          name="task"
          legend="What do you want to do?"
          value={task}
          choices={tasksFor(file.format)}
          onChange={(next) => {
            change({ task: next })
            setResult(undefined)
            setState(untouched)
          }}
        />
        {task === 'convert' && <ConvertFields file={file} entered={entered} onChange={change} />}
        {task === 'add' && (
          <>
            <FileField
              id="other"
              label="File with the credential to add"
              hint="Another keystore, or a .p12, .pfx or .pem file."
              onChoose={(other) => change({ other })}
            />
            <PasswordField
              id="otherPassword"
              label="Password of that file"
              hint="Leave it empty if it is the same as that of the keystore."
              optional
              value={entered.otherPassword}
              onChange={(otherPassword) => change({ otherPassword })}
            />
            <Tick checked={entered.replace} onChange={(replace) => change({ replace })}>
              Take the place of a credential with the same name, as after a renewal
            </Tick>
          </>
        )}
        <PasswordField
          id="current"
          label={`Password of ${file.name}`}
          hint={
            task === 'check' && file.format === 'keystore' ? 'Leave it empty to check only what is open.' : undefined
          }
          optional={task === 'check' && file.format === 'keystore'}
          value={entered.password}
          onChange={(password) => change({ password })}
        />
        {task === 'convert' && entered.target !== 'pem-plain' && (
          <Tick checked={entered.wantsNewPassword} onChange={(wantsNewPassword) => change({ wantsNewPassword })}>
            Give the new file another password
          </Tick>
        )}
        {getsNewPassword(entered) && (
          <NewPassword
            label="New password"
            value={entered.fresh}
            onChange={(fresh) => change({ fresh })}
            known={[file.name]}
          />
        )}
        <div>
          <Button type="submit" loading={isWorking} loadingLabel="Working">
            {buttons[task]}
          </Button>
        </div>
      </form>
      {result !== undefined && (
        <Stack wide>
          <ToolOutcome key={state.attempt} result={result} />
        </Stack>
      )}
    </FormContext>
  )
}

const buttons: Record<Task, string> = {
  check: 'Check the file',
  password: 'Change the password',
  convert: 'Convert the file',
  add: 'Add to the keystore',
}

function Tick({
  checked,
  onChange,
  children,
}: {
  checked: boolean
  onChange(checked: boolean): void
  children: string
}) {
  return (
    <label className={styles.tick}>
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.target.checked)} />
      {children}
    </label>
  )
}
