'use client'

import { Button } from '@ag.ds-next/react/button'
import { type RefObject, useEffect, useRef, useState } from 'react'

/** Ticks the boxes of a field, at most so many, or none where all that may be are ticked. Needs the browser's script. */
export function SelectAll({ name, most, total }: { name: string; most: number; total: number }) {
  const place = useRef<HTMLDivElement>(null)
  const [works, setWorks] = useState(false)
  const [said, setSaid] = useState('')
  useEffect(() => setWorks(true), [])
  const tick = (wanted: number) => {
    for (const [at, box] of boxesOf(place, name).entries()) box.checked = at < wanted
    setSaid(wanted === 0 ? 'None chosen' : `${wanted} chosen`)
  }
  const all = Math.min(most, total)
  return (
    <div ref={place} hidden={!works}>
      <Button variant="text" onClick={() => tick(all)}>
        {all < total ? `Choose the first ${all}` : 'Choose all'}
      </Button>{' '}
      <Button variant="text" onClick={() => tick(0)}>
        Choose none
      </Button>{' '}
      <span role="status">{said}</span>
    </div>
  )
}

function boxesOf(place: RefObject<HTMLDivElement | null>, name: string): HTMLInputElement[] {
  const fields = place.current?.closest('form')?.elements ?? []
  return [...fields].filter(
    (field): field is HTMLInputElement =>
      field instanceof HTMLInputElement && field.type === 'checkbox' && field.name === name,
  )
}
