'use client'

import { TextInput } from '@ag.ds-next/react/text-input'
import { Textarea } from '@ag.ds-next/react/textarea'
import type { ComponentProps } from 'react'
import { useField } from '../form-context.tsx'

type Props = {
  name: string
  label: string
  hint?: string
  optional?: boolean
  maxWidth?: ComponentProps<typeof TextInput>['maxWidth']
  type?: 'text' | 'email' | 'search'
  inputMode?: 'numeric' | 'text' | 'email'
  autoComplete?: string
  spellCheck?: boolean
  maxLength?: number
}

/** One line of text. Its id is its name, so that the error summary can lead to it. */
export function TextField({ name, label, hint, optional = false, maxWidth = 'xl', spellCheck, ...rest }: Props) {
  const { message, values } = useField(name)
  return (
    <TextInput
      id={name}
      name={name}
      label={label}
      hint={hint}
      required={!optional}
      invalid={message !== undefined}
      message={message}
      maxWidth={maxWidth}
      {...rest}
      {...uncontrolled({ defaultValue: values[0] ?? '', spellCheck })}
    />
  )
}

/** Several lines of text. */
export function TextAreaField({
  name,
  label,
  hint,
  optional = false,
  maxLength,
  rows,
}: Omit<Props, 'type' | 'inputMode'> & { rows?: number }) {
  const { message, values } = useField(name)
  return (
    <Textarea
      id={name}
      name={name}
      label={label}
      hint={hint}
      required={!optional}
      invalid={message !== undefined}
      message={message}
      maxWidth="xl"
      {...uncontrolled({ defaultValue: values[0] ?? '', maxLength, rows })}
    />
  )
}

// The design system hands these on to the input but does not name them in its types.
function uncontrolled(props: {
  defaultValue: string
  spellCheck?: boolean
  maxLength?: number
  rows?: number
}): object {
  return props
}
