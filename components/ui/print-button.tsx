'use client'

import { Button } from '@ag.ds-next/react/button'
import { useEffect, useState } from 'react'

/** Prints the page, or saves it as PDF. Only there where a script can do it. */
export function PrintButton() {
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])
  if (!isReady) return null
  return (
    <Button variant="tertiary" onClick={() => window.print()}>
      Print this summary
    </Button>
  )
}
