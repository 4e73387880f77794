import { ButtonLink } from '@ag.ds-next/react/button'
import type { BusinessName } from '../../../lib/domain/ram/views.ts'
import { RadioField } from '../../ui/form/fields/choice-field.tsx'
import formStyles from '../../ui/form/form.module.css'
import { FormValues } from '../../ui/form/form-values.tsx'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { Alert } from '../../ui/message/alert.tsx'
import { Row, Stack } from '../../ui/page/layout.tsx'
import { CreatePage } from './create-page.tsx'

/** Where the software runs decides whether a credential is needed at all. */
export const places = ['desktop', 'server', 'provider', 'cloud'] as const
export type Place = (typeof places)[number]

/** First page: where does the software run? */
export function WhereItRuns({ business }: { business: BusinessName }) {
  return (
    <CreatePage business={business} title="Where does the software run?">
      <FormValues initial={{}}>
        <form className={formStyles.form} method="get" action={`/businesses/${business.abn}/credentials/new`}>
          <RadioField
            name="where"
            label="The software that will use the credential runs"
            choices={[
              {
                value: 'desktop',
                label: 'On a desktop or laptop',
                hint: 'You installed it, for example from a download.',
              },
              { value: 'server', label: 'On our own server', hint: 'In your office, or on a machine that you rent.' },
              {
                value: 'provider',
                label: 'On our server, as cloud software that other businesses use',
                hint: 'You are the provider of the software.',
              },
              {
                value: 'cloud',
                label: 'In the cloud, at its provider',
                hint: 'You use it in the browser and pay a subscription.',
              },
            ]}
          />
          <SubmitButton>Continue</SubmitButton>
        </form>
      </FormValues>
    </CreatePage>
  )
}

/** Cloud software needs a notification, and no credential of the business. */
export function CloudNeedsNone({ business }: { business: BusinessName }) {
  const home = `/businesses/${business.abn}`
  return (
    <CreatePage business={business} title="You do not need a machine credential">
      <Stack wide>
        <Alert tone="info" title="Notify government instead">
          <p>
            Cloud software uses the machine credential of its provider. You only tell government that this provider’s
            software may act for your business.
          </p>
          <p>
            Ask the provider for the <strong>software ID</strong> of your subscription: 10 digits.
          </p>
          <p>Never give a machine credential of your business, or its password, to a software provider.</p>
        </Alert>
        <Row>
          <ButtonLink href={`${home}/notifications/new`}>Add a notification</ButtonLink>
          <ButtonLink href={`${home}/credentials/new`} variant="secondary">
            Back
          </ButtonLink>
        </Row>
      </Stack>
    </CreatePage>
  )
}
