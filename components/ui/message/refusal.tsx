import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { ErrorText } from '../../../lib/core/errors/index.ts'
import { Prose } from '../page/layout.tsx'
import { PageHead } from '../page/page-head.tsx'

/**
 * A page that could not be shown: what happened, and what to do.
 *
 * @param signInAgain where the person can sign in with a stronger identity and come back, if that would help
 */
export function Refusal({ error, signInAgain }: { error: ErrorText; signInAgain?: string }) {
  return (
    <>
      <PageHead title={error.title} />
      <Prose>
        <p>{error.happened}</p>
        <p>{error.remedy}</p>
        {signInAgain !== undefined && (
          <p>
            <ButtonLink href={signInAgain}>Sign in with a stronger Digital ID</ButtonLink>
          </p>
        )}
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
