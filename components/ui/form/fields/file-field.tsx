'use client'

import styles from '../form.module.css'
import { useField } from '../form-context.tsx'

/** A file to be opened in the page. It has no name, so that no form can send it. */
export function FileField({
  id,
  label,
  hint,
  disabled = false,
  onChoose,
}: {
  id: string
  label: string
  hint?: string
  disabled?: boolean
  onChoose(file: File | undefined): void
}) {
  const { message } = useField(id)
  const about = [hint && `${id}-hint`, message && `${id}-message`].filter(Boolean).join(' ')
  return (
    <div className={styles.file}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && <p id={`${id}-hint`}>{hint}</p>}
      {message !== undefined && (
        <p id={`${id}-message`} className={styles.message}>
          {message}
        </p>
      )}
      <input
        id={id}
        type="file"
        accept=".xml,.p12,.pfx,.pem,.key,.crt,text/xml,application/xml,application/x-pkcs12"
        disabled={disabled}
        aria-describedby={about || undefined}
        aria-invalid={message !== undefined}
        onChange={(event) => onChoose(event.currentTarget.files?.[0])}
      />
    </div>
  )
}
