'use client'

import { Button } from '@ag.ds-next/react/button'
import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'

/** A page that failed: says so, with the reference under which the operator finds it in the log. */
export default function PageError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  const router = useRouter()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => heading.current?.focus(), [])
  return (
    <div style={{ display: 'grid', gap: '1.5rem', justifyItems: 'start', maxWidth: '42em' }}>
      <title>Something went wrong | Mandate</title>
      <h1 ref={heading} tabIndex={-1}>
        Something went wrong on our side
      </h1>
      <p>Mandate could not show this page because of a fault of its own. What you saved before is safe.</p>
      <p>
        Try again in a minute. If it happens again, tell the operator this reference:{' '}
        <code>{error.digest ?? 'none'}</code>
      </p>
      <Button
        onClick={() => {
          router.refresh()
          reset()
        }}
      >
        Try again
      </Button>
    </div>
  )
}
