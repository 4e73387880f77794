import { Alert } from '../ui/message/alert.tsx'

/** Said on the start page once a person has signed out. */
export function SignedOut() {
  return (
    <Alert tone="success" title="You are signed out">
      <p>Your session here and your myID session have ended. On a shared computer, close the browser as well.</p>
    </Alert>
  )
}
