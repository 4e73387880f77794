import type { CheckedCase, ChecklistView } from '../../lib/domain/dsp/conformance/view-checklist.ts'
import { ActionForm } from '../ui/form/action-form.tsx'
import { TextAreaField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Prose, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { productCrumbs } from './product-acts.tsx'

type Props = { view: ChecklistView; one: CheckedCase; action: FormAction; submissionId: string }

/** Asks what the software did, where no service can see it. */
export function AttestForm({ view, one, action, submissionId }: Props) {
  const { business, product, service } = view
  const list = `/dsp/${business.abn}/products/${product.id}/tests/${service.toLowerCase()}`
  return (
    <>
      <PageHead
        title={one.title}
        caption={`${product.name} ${product.productVersion}`}
        crumbs={[...productCrumbs(business, product), { label: `Checklist of ${service}`, href: list }]}
      />
      <Stack wide>
        <Prose>
          <p>{one.why}</p>
          <ol>
            {one.steps.map(({ text }) => (
              <li key={text}>{text}</li>
            ))}
          </ol>
        </Prose>
        <ActionForm
          action={action}
          submissionId={submissionId}
          hidden={{ abn: business.abn, productId: product.id, service: service.toLowerCase(), caseId: one.id }}
        >
          <TextAreaField
            name="told"
            label={one.told ?? 'What did your software do?'}
            hint="Your name and these words go into the report."
            maxLength={2000}
          />
          <SubmitButton>Confirm</SubmitButton>
        </ActionForm>
      </Stack>
    </>
  )
}
