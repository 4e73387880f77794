'use client'

import { TextInput } from '@ag.ds-next/react/text-input'
import { useField } from '../form-context.tsx'

/** An existing password. It has no name, so that no form can send it. */
export function PasswordField({
  id,
  label,
  hint,
  optional = false,
  value,
  onChange,
}: {
  id: string
  label: string
  hint?: string | undefined
  optional?: boolean
  value: string
  onChange(value: string): void
}) {
  const { message } = useField(id)
  return (
    <TextInput
      id={id}
      label={label}
      hint={hint}
      type="password"
      autoComplete="off"
      required={!optional}
      maxWidth="xl"
      invalid={message !== undefined}
      message={message}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      {...({ spellCheck: false, autoCapitalize: 'none' } as object)}
    />
  )
}
