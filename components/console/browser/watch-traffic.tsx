'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState } from 'react'

/** Lists are read again so often at most, ms. */
const pauseMs = 700

/** Reads the list again whenever a call happens. Without JavaScript there is the link to reload. */
export function WatchTraffic() {
  const router = useRouter()
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const source = new EventSource('/api/v1/sandbox/traffic/stream')
    source.onopen = () => setIsOpen(true)
    source.onerror = () => setIsOpen(false)
    source.addEventListener('call', () => {
      timer ??= setTimeout(() => {
        timer = undefined
        router.refresh()
      }, pauseMs)
    })
    return () => {
      clearTimeout(timer)
      source.close()
    }
  }, [router])
  return <p role="status">{isOpen ? 'New calls appear by themselves.' : 'Reload the page to see new calls.'}</p>
}
