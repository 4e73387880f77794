'use client'

import { Button } from '@ag.ds-next/react/button'
import { type FormEvent, useEffect, useState } from 'react'
import type { PreparedCredential } from '../../../lib/domain/credentials/create/prepare-credential.ts'
import { formatDayOfMoment } from '../../format/dates.ts'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import { TickField } from '../../ui/form/fields/choice-field.tsx'
import { PasswordField } from '../../ui/form/fields/password-field.tsx'
import formStyles from '../../ui/form/form.module.css'
import { FormContext } from '../../ui/form/form-context.tsx'
import type { FormState } from '../../ui/form/form-state.ts'
import { HelpWith } from '../../ui/page/layout.tsx'
import { CredentialName } from './credential-name.tsx'
import { IntoFile } from './into-file.tsx'
import type { MakingStep } from './make-here.ts'
import { NewPassword } from './new-password.tsx'
import { OldCredential, readOldOnesEnd } from './old-credential.tsx'
import { Progress } from './progress.tsx'
import type { CredentialActions } from './types.ts'

/** Which file the credential goes into. */
export type Into = 'new' | 'existing'

/** What the person entered. `values` are those that may be shown again: never the password. */
export type EnteredCredential = {
  name: string
  password: string
  repeated: string
  hasDeclared: boolean
  /** Into a file of its own, or into a copy of one that is there. */
  into: Into
  /** The file that is there. */
  existing: { name: string; bytes: Uint8Array } | undefined
  /** ISO day on which the renewed credential is revoked; `undefined` to let it run out. */
  revokePreviousOn: string | undefined
  values: Readonly<Record<string, readonly string[]>>
}

type Props = {
  prepared: PreparedCredential
  actions: CredentialActions
  state: FormState
  step: MakingStep | undefined
  onSubmit(entered: EnteredCredential): Promise<void>
}

/** Asks for name, password and declaration. */
export function CredentialForm({ prepared, actions, state, step, onSubmit }: Props) {
  const [secret, setSecret] = useState({ password: '', repeated: '' })
  const [into, setInto] = useState<Into>('new')
  const [existing, setExisting] = useState<File | undefined>()
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const { renews, business } = prepared

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const bytes = into === 'existing' && existing ? new Uint8Array(await existing.arrayBuffer()) : undefined
    await onSubmit({
      ...readForm(form),
      ...secret,
      into,
      existing: bytes && existing && { name: existing.name, bytes },
    })
  }

  return (
    <FormContext value={{ state, initial: { name: prepared.name } }}>
      <form className={formStyles.form} onSubmit={submit} noValidate>
        <ErrorSummary state={state} />
        <CredentialName prepared={prepared} actions={actions} />
        <IntoFile into={into} onInto={setInto} onFile={setExisting} isRenewal={renews !== null} />
        {into === 'new' ? (
          <NewPassword value={secret} onChange={setSecret} known={[business.name, business.abn]} />
        ) : (
          <PasswordField
            id="password"
            label="Password of that file"
            hint="The new credential gets the same one."
            value={secret.password}
            onChange={(password) => setSecret({ password, repeated: password })}
          />
        )}
        {renews !== null && <OldCredential renews={renews} today={prepared.today} />}
        <HelpWith question="What happens when I press the button?">
          <p>
            Your browser makes a key pair. The private key and the password <strong>never leave this page</strong>: only
            a request with the public key is sent. The certificate that comes back is put into a keystore file, which
            your browser saves. It is valid until {formatDayOfMoment(prepared.validTo)}.
          </p>
        </HelpWith>
        <TickField name="declaration" legend="Declaration" label={prepared.declaration} />
        <Progress step={step} />
        <div>
          <Button type="submit" disabled={!isReady} loading={step !== undefined} loadingLabel="Making the credential">
            {renews === null ? 'Create and download' : 'Renew and download'}
          </Button>
        </div>
      </form>
    </FormContext>
  )
}

function readForm(form: FormData): Omit<EnteredCredential, 'password' | 'repeated' | 'into' | 'existing'> {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const hasDeclared = text('declaration') === 'yes'
  return {
    name: text('name'),
    hasDeclared,
    revokePreviousOn: readOldOnesEnd(text),
    values: { name: [text('name')], declaration: hasDeclared ? ['yes'] : [] },
  }
}
