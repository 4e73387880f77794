'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { leadsToAnotherPage } from './leads-to-another-page.ts'

/** Opens the links of `Link` without loading the whole page anew: one listener for all of a page. */
export function PageLinks() {
  const router = useRouter()
  useEffect(() => {
    const open = (event: MouseEvent) => {
      const link = leadsToAnotherPage(event)
      if (link?.dataset.page === undefined) return
      event.preventDefault()
      router.push(link.pathname + link.search + link.hash)
    }
    document.addEventListener('click', open)
    return () => document.removeEventListener('click', open)
  }, [router])
  return null
}
