'use client'

import { useEffect, useRef } from 'react'
import styles from './form.module.css'
import type { FormState } from './form-state.ts'

/** A message under this name is about the record as a whole: there is no field to go to. */
const aboutWhole = 'version'

/** What is wrong with a form, on top of it, with a link to each field. Takes the focus whenever an answer comes. */
export function ErrorSummary({ state }: { state: FormState }) {
  const box = useRef<HTMLDivElement>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each answer is a new attempt, also with the same error
  useEffect(() => {
    if (state.error !== undefined) box.current?.focus()
  }, [state.attempt, state.error])
  const { error } = state
  if (error === undefined) return null
  const isAboutFields = error.code === 'common.invalid-input'
  const fields = Object.entries(error.fields).filter(([, message]) => isAboutFields || message !== `${error.title}.`)
  const isRemedyTold = fields.some(([, message]) => message === error.remedy)
  return (
    <div ref={box} className={styles.summary} role="alert" tabIndex={-1} aria-labelledby="error-summary-title">
      <h2 id="error-summary-title">{isAboutFields ? 'There is a problem' : error.title}</h2>
      {!isAboutFields && <p>{error.happened}</p>}
      {fields.length > 0 && (
        <ul>
          {fields.map(([name, message]) => (
            <li key={name}>
              {name === aboutWhole ? (
                message
              ) : (
                <a href={`#${name}`} onClick={(event) => focusField(event, name)}>
                  {message}
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      {!isAboutFields && (
        <>
          {!isRemedyTold && <p>{error.remedy}</p>}
          {state.signInAgain !== undefined && (
            <p>
              <a href={state.signInAgain}>Sign in with a stronger Digital ID</a>
            </p>
          )}
          <p className={styles.code}>
            Message code <a href={`/help/errors#${error.code}`}>{error.code}</a>
            {error.reference !== undefined && <>, reference {error.reference}</>}
          </p>
        </>
      )}
    </div>
  )
}

function focusField(event: { preventDefault(): void }, name: string): void {
  const place = document.getElementById(name) ?? document.getElementById(name.split('.')[0] as string)
  const field = place?.matches('input, select, textarea')
    ? place
    : place?.querySelector<HTMLElement>('input, select, textarea')
  if (!field) return
  event.preventDefault()
  field.scrollIntoView({ block: 'center' })
  field.focus({ preventScroll: true })
}
