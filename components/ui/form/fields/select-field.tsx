'use client'

import { Select } from '@ag.ds-next/react/select'
import { useField } from '../form-context.tsx'

type Props = {
  name: string
  label: string
  hint?: string
  optional?: boolean
  options: readonly { value: string; label: string }[]
}

/** One of a list that is too long for radio buttons. */
export function SelectField({ name, label, hint, optional = false, options }: Props) {
  const { message, values } = useField(name)
  const chosen = values[0] ?? ''
  return (
    <Select
      // A select that shows what was sent has to be made anew: React does not change its choice afterwards.
      key={chosen}
      id={name}
      name={name}
      label={label}
      hint={hint}
      required={!optional}
      invalid={message !== undefined}
      message={message}
      maxWidth="lg"
      placeholder="Choose"
      options={[...options]}
      {...chosenAtFirst(chosen)}
    />
  )
}

// The design system hands this on to the select but does not name it in its types.
function chosenAtFirst(defaultValue: string): object {
  return { defaultValue }
}
