import Link from 'next/link'
import type { ErrorText } from '../../lib/core/errors/index.ts'
import { Prose } from './layout.tsx'
import { PageHead } from './page-head.tsx'

/** A page that could not be shown: what happened, and what to do. */
export function Refusal({ error }: { error: ErrorText }) {
  return (
    <>
      <PageHead title={error.title} />
      <Prose>
        <p>{error.happened}</p>
        <p>{error.remedy}</p>
        <p>
          Message code{' '}
          <Link href={`/help/errors#${error.code}`} prefetch={false}>
            {error.code}
          </Link>
        </p>
        <p>
          <Link href="/home" prefetch={false}>
            Back to the start page
          </Link>
        </p>
      </Prose>
    </>
  )
}
