'use client'

import { TextInput } from '@ag.ds-next/react/text-input'
import { useState } from 'react'
import type { PreparedCredential } from '../../../lib/domain/credentials/create/prepare-credential.ts'
import { useField } from '../../ui/form/form-context.tsx'
import { SummaryList } from '../../ui/summary-list.tsx'
import styles from '../credentials.module.css'
import type { CredentialActions } from './types.ts'

type Props = { prepared: PreparedCredential; actions: CredentialActions }

/** The name of the credential. Tells at once when the name is in use, and what that means. */
export function CredentialName({ prepared, actions }: Props) {
  const { message, values } = useField('name')
  const [warning, setWarning] = useState<string | null>(null)
  if (prepared.renews !== null) {
    return (
      <>
        <SummaryList rows={[{ term: 'Name', value: prepared.name }]} />
        <input type="hidden" name="name" value={prepared.name} />
      </>
    )
  }
  return (
    <div className={styles.name}>
      <TextInput
        id="name"
        name="name"
        label="Name of the credential"
        hint={`For example, payroll-server. ${sentence(prepared.nameRule)}`}
        required
        autoComplete="off"
        maxWidth="xl"
        maxLength={80}
        invalid={message !== undefined}
        message={message}
        onBlur={async (event) => {
          const name = event.target.value.trim()
          if (name === '') return setWarning(null)
          const answer = await actions.checkName({ abn: prepared.business.abn, name }).catch(() => undefined)
          setWarning(answer !== undefined && 'value' in answer ? answer.value.warning : null)
        }}
        {...({ defaultValue: values[0] ?? '', spellCheck: false } as object)}
      />
      <p role="status" className={styles.warning}>
        {warning}
      </p>
    </div>
  )
}

function sentence(rules: readonly string[]): string {
  const text = rules.join('; ')
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
}
