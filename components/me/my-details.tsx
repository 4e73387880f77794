import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { MyProfile } from '../../lib/domain/ram/people/view-my-profile.ts'
import { strengthNames } from '../../lib/policy/identity/identity-strength.ts'
import { count } from '../format/words.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { Done } from '../ui/message/done.tsx'
import { HelpWith, Prose, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList } from '../ui/summary-list.tsx'

type Props = {
  profile: MyProfile
  updateName: FormAction
  /** How many authorisations were brought up to date just before; undefined where none were asked for. */
  changed: number | undefined
}

/** What is known of the person, where it comes from, and how it is changed. */
export function MyDetails({ profile, updateName, changed }: Props) {
  const name = `${profile.givenNames} ${profile.familyName}`
  return (
    <>
      <PageHead title="My details" crumbs={[{ label: 'Home', href: '/home' }]} />
      <Stack wide>
        {changed !== undefined && (
          <Done title={`${count(changed, 'authorisation now has', 'authorisations now have')} the name ${name}`} />
        )}
        {profile.underAnotherName > 0 && (
          <Alert tone="warning" title="Some of your authorisations have another name">
            <p>
              Your Digital ID says {name}, but {count(profile.underAnotherName, 'authorisation')} of yours{' '}
              {profile.underAnotherName === 1 ? 'has' : 'have'} another name, for example from before a marriage. Your
              Digital ID has proven the new one, so nobody has to agree. The history of each business says that it
              changed.
            </p>
            <ActionForm action={updateName}>
              <SubmitButton>Change them to {name}</SubmitButton>
            </ActionForm>
          </Alert>
        )}
        <SummaryList
          rows={[
            { term: 'Name', value: name },
            {
              term: 'Strength of your Digital ID',
              value: strengthNames[profile.strength],
              action:
                profile.strength === 'STRONG' ? undefined : (
                  <Link href="/sign-in?strength=STRONG&returnTo=/me" prefetch={false}>
                    Sign in with a stronger one
                  </Link>
                ),
            },
            { term: 'Email of your Digital ID', value: profile.email ?? 'None' },
            {
              term: 'Businesses you can act for',
              value: String(profile.businessCount),
              action: (
                <Link href="/businesses" prefetch={false}>
                  See them
                </Link>
              ),
            },
            {
              term: 'Services you share with',
              value: String(profile.sharedServices),
              action: (
                <Link href="/me/sharing" prefetch={false}>
                  {profile.sharedServices === 0 ? 'What is this?' : 'See them, or withdraw'}
                </Link>
              ),
            },
          ]}
        />
        <Prose>
          <HelpWith question="How do I change my name?">
            <p>
              Your name comes from your Digital ID. Change it there first, then sign in here again. This page then
              offers to bring your authorisations up to it.
            </p>
          </HelpWith>
          <HelpWith question="How do I change my email address?">
            <p>
              Each authorisation has an email address of its own, for the notices of that business. Open the business,
              then your own authorisation, and choose “Update email address”.
            </p>
          </HelpWith>
          <HelpWith question="Why does the strength matter?">
            <p>
              Linking a business online needs a Strong Digital ID, nearly everything else a Standard one. Raise it in
              the app of your Digital ID, then sign in again.
            </p>
          </HelpWith>
        </Prose>
        <p>
          <ButtonLink variant="secondary" href="/link/assisted">
            My requests for assisted linking
          </ButtonLink>
        </p>
      </Stack>
    </>
  )
}
