import { limits } from '../../../lib/policy/limits.ts'
import { capacities } from '../../../lib/policy/linking.ts'
import { typeLabel } from '../../../lib/policy/permissions/roles.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { RadioField } from '../../ui/form/fields/choice-field.tsx'
import { TextAreaField } from '../../ui/form/fields/text-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { HelpWith } from '../../ui/page/layout.tsx'
import { assistedLinking, LinkStep } from '../link-page.tsx'

type Props = { action: FormAction; draft: string; answers: Readonly<Record<string, readonly string[]>> }

/** Which businesses a person wants to have linked, and what they are to them. */
export function CaseBusinessesStep({ action, draft, answers }: Props) {
  return (
    <LinkStep journey={assistedLinking} number={1} back="/link/assisted" title="The business, and what you are to it">
      <ActionForm action={action} hidden={{ draft }} initial={answers}>
        <TextAreaField
          name="abns"
          label="ABN of the business"
          hint={`Several businesses with the same evidence? Enter one ABN on each line, up to ${limits.linksAtOnce}.`}
          maxLength={2000}
        />
        <RadioField
          name="capacity"
          label="What are you to the business?"
          choices={capacities.map(({ id, label, type }) => ({
            value: id,
            label,
            hint: `You become: ${typeLabel({ type, isAdministrator: false }).toLowerCase()}`,
          }))}
        />
        <HelpWith question="None of these fits">
          <p>
            Only people who carry the responsibility for a business can link it. Staff, bookkeepers and agents are
            authorised by them instead.
          </p>
        </HelpWith>
        <SubmitButton>Continue</SubmitButton>
      </ActionForm>
    </LinkStep>
  )
}
