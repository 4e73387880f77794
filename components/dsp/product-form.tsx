import Link from 'next/link'
import {
  audienceNames,
  dspAudiences,
  dspHostings,
  dspServices,
  hostingNames,
  serviceNames,
} from '../../lib/policy/dsp/products.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { CheckboxesField, RadioField, TickField } from '../ui/form/fields/choice-field.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { HelpWith } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { dspCrumbs } from './dsp-frame.tsx'

type Props = { business: { abn: string; name: string }; action: FormAction; submissionId: string }

/** "Register your product and enter EVTE". */
export function ProductForm({ business, action, submissionId }: Props) {
  return (
    <>
      <PageHead
        title="Register your product and enter EVTE"
        caption={business.name}
        lead="EVTE is the testing environment for software vendors. You are in as soon as you send this, and the welcome pack is in your mail."
        crumbs={dspCrumbs(business)}
      />
      <ActionForm action={action} submissionId={submissionId} hidden={{ abn: business.abn }}>
        <TextField name="name" label="Name of the product" maxLength={80} />
        <TextField name="productVersion" label="Version" hint="Such as 2.1" maxWidth="md" maxLength={30} />
        <RadioField
          name="hosting"
          label="Where does it run?"
          choices={dspHostings.map((value) => ({
            value,
            label: hostingNames[value].name,
            hint: hostingNames[value].hint,
          }))}
        />
        <CheckboxesField
          name="services"
          label="Which services does it use?"
          hint="You enter a testing environment for each."
          choices={dspServices.map((value) => ({
            value,
            label: serviceNames[value].name,
            hint: serviceNames[value].hint,
          }))}
        />
        <RadioField
          name="audience"
          label="For whom is it?"
          choices={dspAudiences.map((value) => ({
            value,
            label: audienceNames[value].name,
            hint: audienceNames[value].hint,
          }))}
        />
        <TickField
          name="declaration"
          legend="Declaration"
          label="I declare that I am allowed to do this for the organisation, and that only test data will be sent."
        />
        <SubmitButton>Register and enter EVTE</SubmitButton>
        <HelpWith question="I used to do this by mail">
          <p>
            That works as well: <Link href={`/dsp/${business.abn}/products/mail`}>register by mail</Link>. The mail ends
            in the same request.
          </p>
        </HelpWith>
      </ActionForm>
    </>
  )
}
