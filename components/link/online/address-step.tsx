import { ActionForm } from '../../ui/form/action-form.tsx'
import { SelectField } from '../../ui/form/fields/select-field.tsx'
import { TextField } from '../../ui/form/fields/text-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { HelpWith } from '../../ui/page/layout.tsx'
import { LinkStep } from '../link-page.tsx'

type Props = {
  action: FormAction
  draft: string
  answers: Readonly<Record<string, readonly string[]>>
  /** In a sandbox, the address to enter. */
  sandboxAddress: string | null
}

/** The address that the tax office holds, by which the person is found. */
export function AddressStep({ action, draft, answers, sandboxAddress }: Props) {
  return (
    <LinkStep number={1} back="/link?i-am=associate" title="Your address">
      <ActionForm action={action} hidden={{ draft }} initial={answers}>
        {sandboxAddress !== null && (
          <p>
            In this sandbox, the tax office has this address for you: <strong>{sandboxAddress}</strong>
          </p>
        )}
        <HelpWith question="Which address do I enter?">
          <p>
            Your own home or postal address, as the tax office has it today. Not the address of the business. If you
            moved lately, the tax office may still have the old one.
          </p>
        </HelpWith>
        <TextField
          name="addressLine"
          label="Street address or PO box"
          hint="For example, 12 Wattle Street"
          autoComplete="street-address"
          maxLength={200}
        />
        <TextField name="suburb" label="Suburb or town" autoComplete="address-level2" maxLength={100} />
        <SelectField name="state" label="State or territory" options={states} />
        <TextField
          name="postcode"
          label="Postcode"
          inputMode="numeric"
          autoComplete="postal-code"
          maxWidth="sm"
          maxLength={4}
        />
        <SubmitButton>Find my businesses</SubmitButton>
      </ActionForm>
    </LinkStep>
  )
}

const states = [
  { value: 'ACT', label: 'Australian Capital Territory' },
  { value: 'NSW', label: 'New South Wales' },
  { value: 'NT', label: 'Northern Territory' },
  { value: 'QLD', label: 'Queensland' },
  { value: 'SA', label: 'South Australia' },
  { value: 'TAS', label: 'Tasmania' },
  { value: 'VIC', label: 'Victoria' },
  { value: 'WA', label: 'Western Australia' },
]
