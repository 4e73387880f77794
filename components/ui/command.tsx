'use client'

import { useState } from 'react'
import styles from './page.module.css'

/** Something to type in a terminal, with a button that copies it. */
export function Command({ children, label = 'Copy' }: { children: string; label?: string }) {
  const [told, setTold] = useState('')
  return (
    <div className={styles.command}>
      <pre>
        <code>{children}</code>
      </pre>
      <button
        type="button"
        onClick={async () => {
          try {
            await navigator.clipboard.writeText(children)
            setTold('Copied')
          } catch {
            setTold('Your browser did not allow it. Select the text and copy it.')
          }
        }}
      >
        {label}
        <span role="status">{told === '' ? '' : `: ${told}`}</span>
      </button>
    </div>
  )
}
