'use client'

import { useState } from 'react'
import styles from './page/page.module.css'

/** Copies a text, and says whether it worked. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [told, setTold] = useState('')
  return (
    <button
      type="button"
      className={styles.copy}
      onClick={async () => {
        try {
          await navigator.clipboard.writeText(text)
          setTold('Copied')
        } catch {
          setTold('Your browser did not allow it. Select the text and copy it.')
        }
      }}
    >
      {label}
      <span role="status">{told === '' ? '' : `: ${told}`}</span>
    </button>
  )
}
