'use client'

import { Button } from '@ag.ds-next/react/button'
import type { ReactNode } from 'react'
import { useFormStatus } from 'react-dom'

/** Sends the form. While the answer is on its way it says so, and a second press does nothing. */
export function SubmitButton({
  children,
  variant = 'primary',
  name,
  value,
}: {
  children: ReactNode
  variant?: 'primary' | 'secondary' | 'tertiary' | 'text'
  name?: string
  value?: string
}) {
  const { pending } = useFormStatus()
  return (
    <Button
      type="submit"
      variant={variant}
      {...named({ name, value })}
      loading={pending}
      loadingLabel="Sending"
      onClick={(event) => {
        if (pending) event.preventDefault()
      }}
    >
      {children}
    </Button>
  )
}

// The design system hands these on to the button but does not name them in its types.
function named(props: { name: string | undefined; value: string | undefined }): object {
  return props
}
