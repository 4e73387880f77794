import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { MyProfile } from '../../lib/domain/ram/people/view-my-profile.ts'
import { RadioField } from '../ui/form/fields/choice-field.tsx'
import formStyles from '../ui/form/form.module.css'
import { FormValues } from '../ui/form/form-values.tsx'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { Prose, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'

/** What a person can be for a business, and which way is theirs. */
export const linkChoices = [
  {
    value: 'associate',
    way: 'online',
    label:
      'Sole trader, director, public officer, partner, individual trustee, or office bearer of a club or association',
    hint: 'The business register lists you by name.',
  },
  {
    value: 'behind-a-company',
    way: 'assisted',
    label: 'Director or public officer of a company that is itself the trustee or the owner',
    hint: 'The register lists the company, not you.',
  },
  {
    value: 'organisation',
    way: 'assisted',
    label:
      'Authorised contact of a government entity, responsible person of a charity, or office holder of an unincorporated association',
    hint: undefined,
  },
  { value: 'executor', way: 'assisted', label: 'Executor of a deceased estate, after probate', hint: undefined },
  { value: 'representative', way: 'accept', label: 'Staff, a bookkeeper, an agent, or anybody else', hint: undefined },
] as const
export type LinkChoice = (typeof linkChoices)[number]['value']

type Props = { profile: MyProfile; choice: LinkChoice | undefined }

/** Before a person starts: which way is theirs, and what they need for it. */
export function WhoCanLink({ profile, choice }: Props) {
  const way = linkChoices.find(({ value }) => value === choice)?.way
  return (
    <>
      <PageHead
        title="Link my business"
        lead="A principal authority links the business first. Afterwards they can authorise other people."
        crumbs={[{ label: 'Home', href: '/home' }]}
      />
      <Stack wide>
        <p>
          Not sure which way is yours?{' '}
          <Link href="/link/check" prefetch={false}>
            Check with the ABN of the business
          </Link>
          . Did you ask for <Link href="/link/assisted">assisted linking</Link> already?
        </p>
        <FormValues initial={{ 'i-am': choice ?? '' }}>
          <form className={formStyles.form} method="get" action="/link">
            <RadioField
              name="i-am"
              label="What are you for the business?"
              choices={linkChoices.map(({ value, label, hint }) => ({ value, label, hint }))}
            />
            <SubmitButton variant={way === undefined ? 'primary' : 'secondary'}>Check</SubmitButton>
          </form>
        </FormValues>
        {way === 'online' && <Online profile={profile} />}
        {way === 'assisted' && <Assisted />}
        {way === 'accept' && <NotYou />}
      </Stack>
    </>
  )
}

function Online({ profile }: { profile: MyProfile }) {
  if (profile.strength !== 'STRONG') {
    return (
      <Alert tone="warning" title="You need a Strong identity to link online">
        <p>
          You signed in with a {profile.strength === 'BASIC' ? 'Basic' : 'Standard'} identity. Linking a business online
          needs a Strong one: an Australian passport, one more document, and a face check in the identity app.
        </p>
        <p>
          <Link href="/sign-in?strength=STRONG&returnTo=/link?i-am=associate">
            Sign in again with a stronger Digital ID
          </Link>
          , or{' '}
          {profile.strength === 'BASIC'
            ? 'have somebody else who is listed for the business link it and authorise you'
            : 'ask for assisted linking'}
          .
        </p>
        {profile.strength === 'STANDARD' && (
          <p>
            <ButtonLink variant="secondary" href="/link/assisted">
              Assisted linking
            </ButtonLink>
          </p>
        )}
        <p>
          Message code <Link href="/help/errors#ram.identity-too-weak-to-link">ram.identity-too-weak-to-link</Link>
        </p>
      </Alert>
    )
  }
  return (
    <Stack>
      <Prose>
        <h2>You can link online</h2>
        <p>Have these at hand:</p>
        <ul>
          <li>
            Your name as the register has it: it must be{' '}
            <strong>{`${profile.givenNames} ${profile.familyName}`}</strong>
          </li>
          <li>Your home or postal address, as the tax office has it</li>
          <li>An email address that only you read</li>
        </ul>
      </Prose>
      <p>
        <ButtonLink href="/link/address">Start</ButtonLink>
      </p>
    </Stack>
  )
}

function Assisted() {
  return (
    <Alert tone="info" title="You need assisted linking">
      <p>
        The register does not list you by name as an associate of the business, so it cannot be linked online. An
        operator looks at your proof, such as the company’s registration or the grant of probate, and then sends you a
        code by email. The authorisation lasts for 12 months and can be renewed.
      </p>
      <p>
        <ButtonLink href="/link/assisted">Go to assisted linking</ButtonLink>
      </p>
    </Alert>
  )
}

function NotYou() {
  return (
    <Alert tone="info" title="Somebody else links the business">
      <p>
        Ask a principal authority or an authorisation administrator of the business to authorise you. You get an email
        with a code; then <Link href="/accept">accept the authorisation</Link>.
      </p>
    </Alert>
  )
}
