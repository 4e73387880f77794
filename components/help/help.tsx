import Link from 'next/link'
import { limits } from '../../lib/policy/limits.ts'
import { Prose } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

/** Short answers to what people ask most. */
export function Help() {
  return (
    <>
      <PageHead title="Help" lead="Short answers to what people ask most." />
      <Prose>
        <p>
          Got a message with a code? See <Link href="/help/errors">messages and what to do</Link>.
        </p>

        <h2>Who is who</h2>
        <ul>
          <li>
            <strong>Principal authority:</strong> a person whom the business register lists, such as a director. Links
            the business, and can do everything for it.
          </li>
          <li>
            <strong>Authorisation administrator:</strong> authorises, changes and removes other people. Does not make
            machine credentials by itself.
          </li>
          <li>
            <strong>Authorised user:</strong> uses the government services that were chosen for them.
          </li>
          <li>
            <strong>Basic user:</strong> the same with a Basic identity, at agencies that accept it, for{' '}
            {limits.basicMonths} months at most.
          </li>
          <li>
            <strong>Machine credential administrator:</strong> an extra role of an administrator or authorised user.
            Makes, claims and revokes machine credentials.
          </li>
        </ul>

        <h2>I have a code. What do I do with it?</h2>
        <p>
          Sign in with your own Digital ID and <Link href="/accept">accept the authorisation</Link>. The code is good
          for {limits.codeDays} days. If it has lapsed, you can ask for a new one there.
        </p>

        <h2>I accepted, but I see no services</h2>
        <p>
          Your authorisation has no agency access. Ask an administrator of the business to edit it and choose what you
          may use.
        </p>

        <h2>Do I need a machine credential?</h2>
        <p>
          Yes, if your software runs on your own computer or server. No, if it runs in the cloud: then add a cloud
          software notification with the software ID that the provider gave you.
        </p>

        <h2>I want to change the password of a keystore file, or need another format</h2>
        <p>
          The <Link href="/keystore-tools">keystore tools</Link> do that in your browser. The file and its password stay
          with you.
        </p>

        <h2>I forgot the password of a keystore file</h2>
        <p>
          Nobody can find it out, and it cannot be changed without it: it never left your browser. Create a new
          credential with the same name, put it in place of the old file, and revoke the old credential.
        </p>

        <h2>The person who looked after our credential has left</h2>
        <p>
          The credential is suspended but works for {limits.unassignedCredentialDays} more days. In that time another
          machine credential administrator has to claim it.
        </p>

        <h2>The only administrator has left</h2>
        <p>
          Have the business register list the new director or office bearer. They can then link the business themselves.
          To avoid this, always have two administrators.
        </p>
      </Prose>
    </>
  )
}
