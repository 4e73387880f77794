'use client'

import { Checkbox } from '@ag.ds-next/react/checkbox'
import { ControlGroup } from '@ag.ds-next/react/control-group'
import { Radio } from '@ag.ds-next/react/radio'
import type { ReactNode } from 'react'
import styles from '../form.module.css'
import { type LabelledField, useField, useLabelledField } from '../form-context.tsx'

/** One answer of a choice; `hint` is a sentence under its label. */
export type Choice = { value: string; label: string; hint?: ReactNode; disabled?: boolean }

type GroupProps = LabelledField & { choices: readonly Choice[] }

/** One answer of several. */
export function RadioField({ choices, ...field }: GroupProps) {
  const { props, values } = useLabelledField(field)
  return (
    <ControlGroup {...props} block>
      {choices.map((choice) => (
        <div key={`${choice.value} ${values.includes(choice.value)}`}>
          <Radio value={choice.value} disabled={choice.disabled} {...checkedAtFirst(values.includes(choice.value))}>
            {choice.label}
          </Radio>
          {choice.hint !== undefined && <div className={styles.choiceHint}>{choice.hint}</div>}
        </div>
      ))}
    </ControlGroup>
  )
}

/** Any number of answers. */
export function CheckboxesField({ choices, ...field }: GroupProps) {
  const { props, values } = useLabelledField(field)
  return (
    <ControlGroup {...props} block>
      {choices.map((choice) => (
        <div key={choice.value}>
          <Checkbox value={choice.value} disabled={choice.disabled} {...checkedAtFirst(values.includes(choice.value))}>
            {choice.label}
          </Checkbox>
          {choice.hint !== undefined && <div className={styles.choiceHint}>{choice.hint}</div>}
        </div>
      ))}
    </ControlGroup>
  )
}

/** One tick that must be given, such as a declaration. Its value is `yes`. */
export function TickField({ name, legend, label }: { name: string; legend?: string; label: string }) {
  const { message, values } = useField(name)
  return (
    <ControlGroup id={name} label={legend} required invalid={message !== undefined} message={message} block>
      <Checkbox name={name} value="yes" {...checkedAtFirst(values.includes('yes'))}>
        {label}
      </Checkbox>
    </ControlGroup>
  )
}

// The design system hands this on to the input but does not name it in its types.
function checkedAtFirst(defaultChecked: boolean): object {
  return { defaultChecked }
}
