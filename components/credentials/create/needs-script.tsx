import { Alert } from '../../ui/message/alert.tsx'

/** The one page that cannot work without JavaScript, and why. */
export function NeedsScript({ abn }: { abn: string }) {
  return (
    <noscript>
      <Alert tone="warning" title="This page needs JavaScript">
        <p>
          The private key is made in your browser, so that nobody else ever has it. Switch JavaScript on for this page,
          or make a test credential with the command <code>npx mandate sandbox credential --abn {abn}</code>.
        </p>
      </Alert>
    </noscript>
  )
}
