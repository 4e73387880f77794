'use client'

import { TextInput } from '@ag.ds-next/react/text-input'
import { Textarea } from '@ag.ds-next/react/textarea'
import type { ComponentProps } from 'react'
import { type LabelledField, useLabelledField } from '../form-context.tsx'

type Props = LabelledField & {
  maxWidth?: ComponentProps<typeof TextInput>['maxWidth']
  type?: 'text' | 'email' | 'search'
  inputMode?: 'numeric' | 'text' | 'email'
  autoComplete?: string
  spellCheck?: boolean
  maxLength?: number
}

/** One line of text. */
export function TextField({ name, label, hint, optional, maxWidth = 'xl', spellCheck, ...rest }: Props) {
  const { props, values } = useLabelledField({ name, label, hint, optional })
  return (
    <TextInput
      {...props}
      maxWidth={maxWidth}
      {...rest}
      {...uncontrolled({ defaultValue: values[0] ?? '', spellCheck })}
    />
  )
}

/** Several lines of text. */
export function TextAreaField({ maxLength, rows, ...field }: LabelledField & { maxLength?: number; rows?: number }) {
  const { props, values } = useLabelledField(field)
  return <Textarea {...props} maxWidth="xl" {...uncontrolled({ defaultValue: values[0] ?? '', maxLength, rows })} />
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
