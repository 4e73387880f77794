'use client'

import { TextInput } from '@ag.ds-next/react/text-input'
import { useId, useState } from 'react'
import { checkKeystorePassword } from '../../../lib/formats/keystore/password-rule.ts'
import { useField } from '../../ui/form/form-context.tsx'
import styles from '../credentials.module.css'
import { passwordStrength } from './password-strength.ts'

export type NewPasswordValue = { password: string; repeated: string }

/**
 * A new password, twice, with the rule shown live. The inputs have no name, so that no form can send them anywhere.
 *
 * @param known words that make a password easy to guess here
 */
export function NewPassword({
  label = 'Password of the keystore file',
  value,
  onChange,
  known,
}: {
  label?: string
  value: NewPasswordValue
  onChange(value: NewPasswordValue): void
  known: readonly string[]
}) {
  const [isShown, setShown] = useState(false)
  const first = useField('password').message
  const second = useField('repeated').message
  const type = isShown ? 'text' : 'password'
  return (
    <div className={styles.password}>
      <TextInput
        id="password"
        label={label}
        hint="Your software asks for it. Write it down in a safe place: nobody can look it up or reset it."
        type={type}
        autoComplete="new-password"
        required
        maxWidth="xl"
        invalid={first !== undefined}
        message={first}
        value={value.password}
        onChange={(event) => onChange({ ...value, password: event.target.value })}
        {...({ spellCheck: false, autoCapitalize: 'none' } as object)}
      />
      <Rules password={value.password} />
      <Meter password={value.password} known={known} />
      <TextInput
        id="repeated"
        label="The same password again"
        type={type}
        autoComplete="new-password"
        required
        maxWidth="xl"
        invalid={second !== undefined}
        message={second}
        value={value.repeated}
        onChange={(event) => onChange({ ...value, repeated: event.target.value })}
        {...({ spellCheck: false, autoCapitalize: 'none' } as object)}
      />
      <label className={styles.show}>
        <input type="checkbox" checked={isShown} onChange={(event) => setShown(event.target.checked)} />
        Show the password
      </label>
    </div>
  )
}

function Rules({ password }: { password: string }) {
  return (
    <ul className={styles.rules} aria-label="The password needs">
      {checkKeystorePassword(password).map(({ rule, met }) => {
        const isMet = met && password !== ''
        return (
          <li key={rule.id} className={isMet ? styles.met : undefined}>
            <span aria-hidden="true">{isMet ? '\u2713' : '\u2022'}</span>
            <div>
              {rule.text}
              {isMet && <em className={styles.hidden}> (done)</em>}
            </div>
          </li>
        )
      })}
    </ul>
  )
}

function Meter({ password, known }: { password: string; known: readonly string[] }) {
  const id = useId()
  if (password === '') return null
  const { score, label } = passwordStrength(password, known)
  return (
    <div>
      <label htmlFor={id}>How hard it is to guess: {label}</label>
      <div>
        <meter id={id} className={styles.meter} min={0} max={4} low={2} high={3} optimum={4} value={score} />
      </div>
    </div>
  )
}
