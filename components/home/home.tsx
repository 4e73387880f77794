import type { MyProfile } from '../../lib/domain/ram/people/view-my-profile.ts'
import { count } from '../format/words.ts'
import { Link } from '../ui/link.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import styles from './home.module.css'

/** What a person can start with: the three entries. */
export function Home({ profile }: { profile: MyProfile }) {
  return (
    <>
      <PageHead
        title={`Welcome, ${profile.givenNames}`}
        lead={`You are signed in with a ${strengthNames[profile.strength]} identity. ${standing(profile)}`}
      />
      {profile.underAnotherName > 0 && (
        <div className={styles.notice}>
          <Alert tone="warning" title="Your name has changed">
            <p>
              Some of your authorisations still have the old one. <Link href="/me">Change them to the new one</Link>
            </p>
          </Alert>
        </div>
      )}
      <ul className={styles.entries}>
        <Entry href="/link" title="Link my business">
          For an owner, director, partner, trustee or office bearer. Online with a Strong identity, or with assistance.
        </Entry>
        <Entry href="/accept" title="Accept an authorisation for a business">
          Somebody asked you to act for their business and you have an email with a code of 6 letters and digits.
        </Entry>
        <Entry
          href="/businesses"
          title="View or manage authorisations, machine credentials and cloud software notifications"
        >
          For businesses that you can act for already.
        </Entry>
        {profile.isOperator && (
          <Entry href="/desk" title="Operator’s desk">
            Requests for assisted linking that wait for a decision.
          </Entry>
        )}
      </ul>
    </>
  )
}

function Entry({ href, title, children }: { href: string; title: string; children: string }) {
  return (
    <li className={styles.entry}>
      <h2>
        <Link href={href}>{title}</Link>
      </h2>
      <p>{children}</p>
    </li>
  )
}

const strengthNames = { BASIC: 'Basic', STANDARD: 'Standard', STRONG: 'Strong' }

function standing({ businessCount }: MyProfile): string {
  return businessCount === 0
    ? 'You cannot act for a business yet.'
    : `You can act for ${count(businessCount, 'business', 'businesses')}.`
}
