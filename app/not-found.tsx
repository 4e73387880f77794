import type { Metadata } from 'next'
import Link from 'next/link'
import { Prose } from '../components/ui/page/layout.tsx'
import { PageHead } from '../components/ui/page/page-head.tsx'

export const metadata: Metadata = { title: 'Page not found' }

export default function NotFound() {
  return (
    <>
      <PageHead title="Page not found" />
      <Prose>
        <p>There is nothing at this address, or you are not allowed to see it.</p>
        <p>If you typed the address, check it. If you followed a link, the page may have moved.</p>
        <p>
          <Link href="/">Go to the start page</Link>
        </p>
      </Prose>
    </>
  )
}
