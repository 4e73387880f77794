import { Button } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { ErrorText } from '../../lib/core/errors/index.ts'
import { Alert } from '../ui/message/alert.tsx'
import { HelpWith, Prose, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

export type SignInProps = {
  /** Why the person is here again. */
  notice?: ErrorText | 'ended'
  /** Strength that the next page asks for, as `STRONG`. */
  needed: string | undefined
  returnTo: string
  isSandbox: boolean
}

/** The page before a sign-in: what will happen, and the button. */
export function SignIn({ notice, needed, returnTo, isSandbox }: SignInProps) {
  return (
    <>
      <PageHead
        title="Sign in with Digital ID"
        lead="You prove who you are with myID. Mandate then shows the businesses that you can act for."
      />
      <Stack wide>
        {notice !== undefined && <Notice notice={notice} />}
        <form method="post" action="/sign-in/start">
          <input type="hidden" name="returnTo" value={returnTo} />
          {needed !== undefined && <input type="hidden" name="strength" value={needed} />}
          <Button type="submit">Continue with Digital ID</Button>
        </form>
        <Prose>
          {isSandbox && (
            <p>
              In this sandbox the Digital ID is simulated. You choose one of several made-up people; there is no
              password, and you do not need the myID app.
            </p>
          )}
          <h2>How strong must my Digital ID be?</h2>
          <ul>
            <li>
              <strong>Strong</strong> to link your own business online.
            </li>
            <li>
              <strong>Standard</strong> or Strong to act for a business, to administer its authorisations, or to make
              machine credentials.
            </li>
            <li>
              <strong>Basic</strong> is enough for a Basic user, who reaches only the services that accept it.
            </li>
          </ul>
          <HelpWith question="What does Mandate learn about me?">
            <p>
              Your name, date of birth and email address, and how strong your Digital ID is. You see and confirm this
              before it is shared.
            </p>
            <p>
              You are signed out after 30 minutes without use, and after 8 hours in any case.{' '}
              <Link href="/help" prefetch={false}>
                More help
              </Link>
            </p>
          </HelpWith>
        </Prose>
      </Stack>
    </>
  )
}

function Notice({ notice }: { notice: ErrorText | 'ended' }) {
  if (notice === 'ended') {
    return (
      <Alert tone="info" title="You were signed out">
        <p>
          For your safety, Mandate signs you out after 30 minutes without use, and after 8 hours in any case. Sign in
          again to go on where you were.
        </p>
      </Alert>
    )
  }
  return (
    <Alert tone={notice.code === 'identity.declined' ? 'info' : 'warning'} title={notice.title}>
      <p>{notice.happened}</p>
      <p>{notice.remedy}</p>
    </Alert>
  )
}
