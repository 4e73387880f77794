import type { ReactNode } from 'react'
import { Alert } from '../ui/message/alert.tsx'
import { HelpWith, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

/** What stands round the keystore tools, with and without a script. */
export function ToolsPage({ children }: { children: ReactNode }) {
  return (
    <>
      <PageHead
        title="Keystore tools"
        lead="Look into a keystore file, check it, change its password, convert it, or add a credential to it."
      />
      <Stack wide>
        <Alert tone="info" title="Your file stays with you">
          <p>
            Everything on this page happens in your browser. Neither the file nor its password is sent anywhere: once
            the page is open, you can even take your computer off the network.
          </p>
        </Alert>
        <noscript>
          <Alert tone="warning" title="This page needs JavaScript">
            <p>
              The file is opened in your browser, so that nobody else sees it. Switch JavaScript on for this page, or
              use the command <code>npx mandate keystore help</code>, which does the same.
            </p>
          </Alert>
        </noscript>
        {children}
        <HelpWith question="I forgot the password">
          <p>
            Nobody can find it out. Create a new credential with the same name, put its file in place of the old one,
            and revoke the old credential.
          </p>
        </HelpWith>
        <HelpWith question="The same on a server">
          <p>
            <code>npx mandate keystore check</code>, <code>password</code>, <code>convert</code>, <code>add</code> and{' '}
            <code>renew</code> work without a browser, and renew by themselves if you like.
          </p>
        </HelpWith>
      </Stack>
    </>
  )
}
