'use client'

import { Select } from '@ag.ds-next/react/select'
import { type LabelledField, useLabelledField } from '../form-context.tsx'

type Props = LabelledField & { options: readonly { value: string; label: string }[] }

/** One of a list that is too long for radio buttons. */
export function SelectField({ options, ...field }: Props) {
  const { props, values } = useLabelledField(field)
  const chosen = values[0] ?? ''
  return (
    <Select
      // A select that shows what was sent has to be made anew: React does not change its choice afterwards.
      key={chosen}
      {...props}
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
