'use client'

import { TextInput } from '@ag.ds-next/react/text-input'
import styles from '../form.module.css'
import { useField } from '../form-context.tsx'

/** A calendar day in three boxes: `name-day`, `name-month` and `name-year`, which `dayFrom` puts together. */
export function DateField({
  name,
  label,
  hint,
  optional = false,
}: {
  name: string
  label: string
  hint?: string
  optional?: boolean
}) {
  const { message } = useField(name)
  const hintId = `${name}-hint`
  const messageId = `${name}-message`
  return (
    <fieldset
      id={name}
      className={message === undefined ? styles.date : `${styles.date} ${styles.dateInvalid}`}
      aria-describedby={`${message === undefined ? '' : `${messageId} `}${hintId}`}
    >
      <legend>
        {label}
        {optional && <span className={styles.optional}> (optional)</span>}
      </legend>
      <p id={hintId} className={styles.hint}>
        {hint === undefined ? 'For example, 27 3 2026' : hint}
      </p>
      {message !== undefined && (
        <p id={messageId} className={styles.message}>
          {message}
        </p>
      )}
      <div className={styles.dateParts}>
        <Part name={`${name}-day`} label="Day" maxLength={2} invalid={message !== undefined} />
        <Part name={`${name}-month`} label="Month" maxLength={2} invalid={message !== undefined} />
        <Part name={`${name}-year`} label="Year" maxLength={4} invalid={message !== undefined} />
      </div>
    </fieldset>
  )
}

function Part({
  name,
  label,
  maxLength,
  invalid,
}: {
  name: string
  label: string
  maxLength: number
  invalid: boolean
}) {
  const { values } = useField(name)
  return (
    <TextInput
      id={name}
      name={name}
      label={label}
      hideOptionalLabel
      inputMode="numeric"
      autoComplete="off"
      maxLength={maxLength}
      maxWidth="xs"
      invalid={invalid}
      {...({ defaultValue: values[0] ?? '' } as object)}
    />
  )
}
