'use client'

import { Button } from '@ag.ds-next/react/button'
import { type FormEvent, useEffect, useState } from 'react'
import type { PreparedCredential } from '../../../lib/domain/credentials/prepare-credential.ts'
import { formatDay, formatDayOfMoment } from '../../format/dates.ts'
import { TickField } from '../../ui/form/choice-field.tsx'
import { ErrorSummary } from '../../ui/form/error-summary.tsx'
import formStyles from '../../ui/form/form.module.css'
import { FormContext } from '../../ui/form/form-context.tsx'
import type { FormState } from '../../ui/form/form-state.ts'
import { HelpWith } from '../../ui/layout.tsx'
import styles from '../credentials.module.css'
import { CredentialName } from './credential-name.tsx'
import type { MakingStep } from './make-here.ts'
import { NewPassword } from './new-password.tsx'
import { Progress } from './progress.tsx'
import type { CredentialActions } from './types.ts'

/** What the person entered. `values` are those that may be shown again: never the password. */
export type EnteredCredential = {
  name: string
  password: string
  repeated: string
  hasDeclared: boolean
  /** A keystore file to add the credential to. */
  existing: Uint8Array | undefined
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
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const { renews, business } = prepared

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    await onSubmit({ ...(await readForm(new FormData(event.currentTarget))), ...secret })
  }

  return (
    <FormContext value={{ state, initial: { name: prepared.name } }}>
      <form className={formStyles.form} onSubmit={submit} noValidate>
        <ErrorSummary state={state} />
        <CredentialName prepared={prepared} actions={actions} />
        <NewPassword value={secret} onChange={setSecret} known={[business.name, business.abn]} />
        {renews !== null && <OldCredential renews={renews} today={prepared.today} />}
        <HelpWith question="I have a keystore file already and want to add to it">
          <label className={styles.file}>
            Keystore file
            <input type="file" name="existing" accept=".xml,text/xml,application/xml" />
          </label>
          <p>The new credential is added to a copy of it. The password must be the one of that file.</p>
        </HelpWith>
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

function OldCredential({ renews, today }: { renews: NonNullable<PreparedCredential['renews']>; today: string }) {
  return (
    <label className={styles.file}>
      Revoke the old credential on (optional)
      <span className={formStyles.optional}>
        From that day on only the new one works. Leave it empty and the old one works until{' '}
        {formatDayOfMoment(renews.validTo)}. The last day that you can choose is {formatDay(renews.latestRevocation)}.
      </span>
      <input type="date" name="revokePreviousOn" id="revokePreviousOn" min={today} max={renews.latestRevocation} />
    </label>
  )
}

async function readForm(form: FormData): Promise<Omit<EnteredCredential, 'password' | 'repeated'>> {
  const text = (name: string) => {
    const value = form.get(name)
    return typeof value === 'string' ? value : ''
  }
  const file = form.get('existing')
  const hasDeclared = text('declaration') === 'yes'
  return {
    name: text('name'),
    hasDeclared,
    existing: file instanceof File && file.size > 0 ? new Uint8Array(await file.arrayBuffer()) : undefined,
    revokePreviousOn: text('revokePreviousOn') || undefined,
    values: { name: [text('name')], declaration: hasDeclared ? ['yes'] : [] },
  }
}
