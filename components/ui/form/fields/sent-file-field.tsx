'use client'

import styles from '../form.module.css'
import { useField } from '../form-context.tsx'

type Props = { name: string; label: string; hint: string; accept: string }

/** A file that is sent with the form. The browser's own control: it works without a script, and by keyboard. */
export function SentFileField({ name, label, hint, accept }: Props) {
  const { message } = useField(name)
  const describedBy = [`${name}-hint`, ...(message === undefined ? [] : [`${name}-message`])].join(' ')
  return (
    <div className={message === undefined ? styles.file : `${styles.file} ${styles.dateInvalid}`}>
      <label htmlFor={name}>
        {label}
        <span className={styles.optional}> (optional)</span>
      </label>
      <p id={`${name}-hint`}>{hint}</p>
      {message !== undefined && (
        <p id={`${name}-message`} className={styles.message}>
          {message}
        </p>
      )}
      <input
        type="file"
        id={name}
        name={name}
        accept={accept}
        aria-describedby={describedBy}
        aria-invalid={message !== undefined}
      />
    </div>
  )
}
