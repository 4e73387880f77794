'use client'

import styles from '../form.module.css'

/** One answer of several, where the page itself depends on it. */
export function NativeRadios<Value extends string>({
  name,
  legend,
  value,
  choices,
  onChange,
}: {
  name: string
  legend: string
  value: Value
  choices: readonly { value: Value; label: string }[]
  onChange(value: Value): void
}) {
  return (
    <fieldset className={styles.radios}>
      <legend>{legend}</legend>
      {choices.map((choice) => (
        <label key={choice.value}>
          <input
            type="radio"
            name={name}
            value={choice.value}
            checked={value === choice.value}
            onChange={() => onChange(choice.value)}
          />
          {choice.label}
        </label>
      ))}
    </fieldset>
  )
}
