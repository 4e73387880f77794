import type { OrganisationView } from '../../lib/domain/dsp/organisations/view-organisation.ts'
import { developerKindNames, developerKinds } from '../../lib/policy/dsp/products.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { CheckboxesField, TickField } from '../ui/form/fields/choice-field.tsx'
import { TextField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { ContactFields } from './contact-fields.tsx'
import { dspCrumbs } from './dsp-frame.tsx'

type Props = { view: OrganisationView; action: FormAction; submissionId: string }

/** The SBR developer registration. */
export function RegistrationForm({ view, action, submissionId }: Props) {
  const { business, me } = view
  return (
    <>
      <PageHead
        title="SBR developer registration"
        caption={business.name}
        lead="Tell us what you develop for, and whom we can reach about it. It is in force as soon as you send it."
        crumbs={dspCrumbs(business)}
      />
      <ActionForm action={action} submissionId={submissionId} hidden={{ abn: business.abn }} initial={me}>
        <CheckboxesField
          name="developerKinds"
          label="What kind of developer are you?"
          hint="Choose all that apply."
          choices={developerKinds.map((value) => ({
            value,
            label: developerKindNames[value].name,
            hint: developerKindNames[value].hint,
          }))}
        />
        <TextField name="website" label="Website" optional hint="Such as https://example.com" />
        <h2>Main contact</h2>
        <ContactFields />
        <TickField
          name="declaration"
          legend="Declaration"
          label="I declare that I am allowed to register the organisation, and that it develops software that uses SBR or USI web services."
        />
        <SubmitButton>Send registration</SubmitButton>
      </ActionForm>
    </>
  )
}
