import { limits } from '../../../lib/policy/limits.ts'
import { ActionForm } from '../../ui/form/action-form.tsx'
import { TextAreaField } from '../../ui/form/fields/text-field.tsx'
import type { FormAction } from '../../ui/form/form-state.ts'
import { SubmitButton } from '../../ui/form/submit-button.tsx'
import { LinkStep } from '../link-page.tsx'

type Props = { action: FormAction; draft: string; list: string }

/** Many ABNs at once, as a list to paste. */
export function ListStep({ action, draft, list }: Props) {
  return (
    <LinkStep number={2} back={`/link/businesses?draft=${draft}`} title="Enter a list of ABNs">
      <ActionForm action={action} hidden={{ draft }} initial={{ abns: list }}>
        <TextAreaField
          name="abns"
          label="ABNs"
          hint={`One on each line, up to ${limits.linksAtOnce} at once. Next you see which of them you can link.`}
          maxLength={2000}
          rows={8}
        />
        <SubmitButton>Check the list</SubmitButton>
      </ActionForm>
    </LinkStep>
  )
}
