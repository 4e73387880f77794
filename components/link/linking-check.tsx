import { ButtonLink } from '@ag.ds-next/react/button'
import Link from 'next/link'
import type { ErrorText } from '../../lib/core/errors/index.ts'
import type { LinkingRouteView } from '../../lib/domain/ram/linking/check-linking-route.ts'
import type { LinkingRoute } from '../../lib/policy/linking.ts'
import { spacedAbn } from '../format/words.ts'
import { RadioField } from '../ui/form/fields/choice-field.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import formStyles from '../ui/form/form.module.css'
import { FormValues } from '../ui/form/form-values.tsx'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import type { Tone } from '../ui/status-badge.tsx'

type Props = {
  answers: { abn: string; listed: string; capacity: string; strength: string }
  isSignedIn: boolean
  route?: LinkingRouteView
  error?: ErrorText
}

/** The short check before linking: which way is a person's, and what they need. */
export function LinkingCheck({ answers, isSignedIn, route, error }: Props) {
  return (
    <>
      <PageHead
        title="Which way to link is yours?"
        lead="Four short answers. Nothing is kept, and you need not sign in."
        crumbs={isSignedIn ? [{ label: 'Link my business', href: '/link' }] : [{ label: 'Start', href: '/' }]}
      />
      <Stack wide>
        {route !== undefined && <Route route={route} strength={answers.strength} />}
        <FormValues initial={answers} error={error}>
          <form className={formStyles.form} method="get" action="/link/check">
            <input type="hidden" name="check" value="yes" />
            <TextField
              name="abn"
              label="ABN of the business"
              hint="11 digits"
              inputMode="numeric"
              autoComplete="off"
              maxWidth="md"
              maxLength={14}
            />
            <RadioField
              name="listed"
              label="Does the business register list you by name?"
              hint="As sole trader, director, public officer, partner, individual trustee, or office bearer of a club or association."
              choices={yesNo}
            />
            <RadioField
              name="capacity"
              label="Do you carry the responsibility for it in another way?"
              hint="Director of the company behind it, authorised contact of a government entity, responsible person of a charity, executor, or office holder of an unincorporated association."
              choices={yesNo}
            />
            <RadioField
              name="strength"
              label="How strong is your Digital ID?"
              choices={[
                { value: 'STRONG', label: 'Strong', hint: 'Passport, one more document, and a face check' },
                { value: 'STANDARD', label: 'Standard', hint: 'Two Australian documents' },
                { value: 'BASIC', label: 'Basic', hint: 'Details that nobody has checked, or no Digital ID yet' },
              ]}
            />
            <SubmitButton variant={route === undefined ? 'primary' : 'secondary'}>Check</SubmitButton>
          </form>
        </FormValues>
      </Stack>
    </>
  )
}

const yesNo = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
]

function Route({ route, strength }: { route: LinkingRouteView; strength: string }) {
  return (
    <Alert tone={tones[route.route]} title={route.title}>
      <p>
        <strong>{route.name}</strong>, ABN {spacedAbn(route.abn)}, {route.entityType}
      </p>
      <p>{route.text}</p>
      {route.needs.length > 0 && (
        <>
          <p>What you need:</p>
          <ul>
            {route.needs.map((need) => (
              <li key={need}>{need}</li>
            ))}
          </ul>
        </>
      )}
      <WayOn route={route} strength={strength} />
    </Alert>
  )
}

const tones: Record<LinkingRoute, Tone> = {
  online: 'success',
  assisted: 'success',
  'raise-identity': 'warning',
  'raise-identity-to-standard': 'warning',
  'be-authorised': 'info',
  cancelled: 'error',
}

function WayOn({ route: { route, abn }, strength }: { route: LinkingRouteView; strength: string }) {
  const assisted = `/link/assisted/new?abn=${abn}`
  if (route === 'online') {
    return (
      <Row>
        <ButtonLink href="/link/address">Link it online</ButtonLink>
      </Row>
    )
  }
  if (route === 'assisted') {
    return (
      <Row>
        <ButtonLink href={assisted}>Ask for assisted linking</ButtonLink>
      </Row>
    )
  }
  if (route === 'raise-identity' && strength === 'STANDARD') {
    return (
      <Row>
        <ButtonLink href="/sign-in?strength=STRONG&returnTo=/link/address">
          Sign in with a stronger Digital ID
        </ButtonLink>
        <Link href={assisted}>Ask for assisted linking</Link>
      </Row>
    )
  }
  if (route === 'be-authorised') {
    return (
      <p>
        When you have the code, <Link href="/accept">accept the authorisation</Link>.
      </p>
    )
  }
  return null
}
