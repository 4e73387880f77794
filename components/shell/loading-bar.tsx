'use client'

import { usePathname, useSearchParams } from 'next/navigation'
import { useEffect, useState } from 'react'
import { leadsToAnotherPage } from './leads-to-another-page.ts'
import styles from './shell.module.css'

/** Milliseconds before a page counts as slow: most come sooner, and a flicker helps nobody. */
const patience = 250

/** Says that the next page is on its way, to eyes and to screen readers. Without a script, the browser itself does. */
export function LoadingBar() {
  const place = `${usePathname()}?${useSearchParams()}`
  const [from, setFrom] = useState<string>()
  const [isSlow, setSlow] = useState(false)
  useEffect(() => {
    const begin = (event: MouseEvent) => {
      if (leadsToAnotherPage(event) !== undefined) setFrom(place)
    }
    document.addEventListener('click', begin, { capture: true })
    return () => document.removeEventListener('click', begin, { capture: true })
  }, [place])
  const isLoading = from === place
  useEffect(() => {
    if (!isLoading) return
    const show = setTimeout(() => setSlow(true), patience)
    // A link that leads nowhere else after all must not load for ever.
    const giveUp = setTimeout(() => setFrom(undefined), 20_000)
    return () => {
      clearTimeout(show)
      clearTimeout(giveUp)
      setSlow(false)
    }
  }, [isLoading])
  const isShown = isLoading && isSlow
  return (
    <div role="status">
      {isShown && (
        <div className={styles.loading}>
          <span>Loading the page</span>
        </div>
      )}
    </div>
  )
}
