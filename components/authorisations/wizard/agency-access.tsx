'use client'

import { Button } from '@ag.ds-next/react/button'
import { useEffect, useRef, useState } from 'react'
import type { AgencyView } from '../../../lib/domain/ram/views.ts'
import { TickField } from '../../ui/form/fields/choice-field.tsx'
import formStyles from '../../ui/form/form.module.css'
import { useField, useFormError } from '../../ui/form/form-context.tsx'
import styles from '../authorisations.module.css'

/** What a person may use at each agency. The fields are `level:<agency>` and `service:<agency>`. */
export function AgencyAccess({ agencies }: { agencies: readonly AgencyView[] }) {
  const isToNothing = useFormError()?.code === 'ram.access-to-nothing'
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  const list = useRef<HTMLDivElement>(null)
  const giveAll = () => {
    for (const input of list.current?.querySelectorAll<HTMLInputElement>('input[value=FULL]') ?? [])
      input.checked = true
  }
  return (
    <>
      {isReady && (
        <div>
          <Button variant="secondary" onClick={giveAll}>
            Choose everything at all agencies
          </Button>
        </div>
      )}
      <div className={styles.agencies} id="access" ref={list}>
        {agencies.map((agency) => (
          <Agency key={agency.id} agency={agency} />
        ))}
      </div>
      {isToNothing && (
        <TickField name="confirmNoAccess" label="I want this person to be authorised without access to any service" />
      )}
    </>
  )
}

function Agency({ agency }: { agency: AgencyView }) {
  const name = `level:${agency.id}`
  const { message, values } = useField(name)
  const level = values[0] ?? 'NONE'
  return (
    <fieldset
      className={styles.agency}
      id={name}
      aria-describedby={message === undefined ? undefined : `${name}-message`}
    >
      <legend>{agency.name}</legend>
      <input type="hidden" name="agency" value={agency.id} />
      {message !== undefined && (
        <p className={formStyles.message} id={`${name}-message`}>
          {message}
        </p>
      )}
      <div className={styles.levels}>
        {levelsOf(agency).map((choice) => (
          <label key={choice.value}>
            <input type="radio" name={name} value={choice.value} defaultChecked={choice.value === level} />
            {choice.label}
          </label>
        ))}
      </div>
      <p className={styles.reach}>{agency.services.map((service) => service.name).join('; ')}</p>
      {agency.supportsSelection && <Services agency={agency} />}
    </fieldset>
  )
}

function levelsOf({ supportsCustom, supportsSelection }: AgencyView) {
  return [
    { value: 'NONE', label: 'No access' },
    { value: 'FULL', label: supportsSelection ? 'All services' : 'Full access' },
    ...(supportsSelection ? [{ value: 'SELECTED', label: 'Selected services' }] : []),
    ...(supportsCustom ? [{ value: 'CUSTOM', label: 'Custom: set in the agency\u2019s own tool' }] : []),
  ]
}

function Services({ agency }: { agency: AgencyView }) {
  const name = `service:${agency.id}`
  const { values } = useField(name)
  return (
    <div className={styles.services}>
      {agency.services.map((service) => (
        <label key={service.id}>
          <input type="checkbox" name={name} value={service.id} defaultChecked={values.includes(service.id)} />
          {service.name}
        </label>
      ))}
    </div>
  )
}
