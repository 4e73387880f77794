import Link from 'next/link'
import type { MyProfile } from '../../lib/domain/ram/people/view-my-profile.ts'
import { count } from '../format/words.ts'
import { PageHead } from '../ui/page-head.tsx'
import styles from './home.module.css'

/** What a person can start with: the three entries. */
export function Home({ profile }: { profile: MyProfile }) {
  return (
    <>
      <PageHead
        title={`Welcome, ${profile.givenNames}`}
        lead={`You are signed in with a ${strengthNames[profile.strength]} identity. ${standing(profile)}`}
      />
      <ul className={styles.entries}>
        <Entry href="/link" title="Link my business">
          For an owner, director, partner, trustee or office bearer. You need a Strong identity, and the address that
          the tax office holds for you.
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
      </ul>
    </>
  )
}

function Entry({ href, title, children }: { href: string; title: string; children: string }) {
  return (
    <li className={styles.entry}>
      <h2>
        <Link href={href} prefetch={false}>
          {title}
        </Link>
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
