import Link from 'next/link'
import { ActionForm } from '../ui/form/action-form.tsx'
import { TickField } from '../ui/form/fields/choice-field.tsx'
import { TextAreaField } from '../ui/form/fields/text-field.tsx'
import type { FormAction } from '../ui/form/form-state.ts'
import { SubmitButton } from '../ui/form/submit-button.tsx'
import { Prose, Row, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { dspCrumbs } from './dsp-frame.tsx'

export type ProductName = { id: string; name: string; productVersion: string }
type Props = {
  business: { abn: string; name: string }
  product: ProductName
  action: FormAction
  submissionId: string
}

/** The way back from a page of a product. */
export function productCrumbs(business: { abn: string; name: string }, product: ProductName) {
  return [
    ...dspCrumbs(business),
    { label: `${product.name} ${product.productVersion}`, href: `/dsp/${business.abn}/products/${product.id}` },
  ]
}

/** The USI developer kit application. */
export function UsiKitForm({ business, product, action, submissionId }: Props) {
  return (
    <>
      <PageHead
        title="USI developer kit application"
        caption={`${product.name} ${product.productVersion}`}
        lead="The kit has the contract of the USI service, the rule of the check character, and what to test with. It is granted at once."
        crumbs={productCrumbs(business, product)}
      />
      <ActionForm action={action} submissionId={submissionId} hidden={{ abn: business.abn, productId: product.id }}>
        <TextAreaField
          name="purpose"
          label="What does the product do with USIs?"
          hint="One or two sentences, such as: verifies the USI of each student at enrolment."
          maxLength={2000}
        />
        <TickField
          name="declaration"
          legend="Declaration"
          label="I declare that I am allowed to ask for the kit, and that only made-up students will be used in tests."
        />
        <SubmitButton>Send application</SubmitButton>
      </ActionForm>
    </>
  )
}

/** Asks before a product leaves an environment. */
export function WithdrawProduct({ business, product, service, action, submissionId }: Props & { service: string }) {
  return (
    <>
      <PageHead
        title={`Withdraw from ${service}?`}
        caption={`${product.name} ${product.productVersion}`}
        crumbs={productCrumbs(business, product)}
      />
      <Stack wide>
        <Prose>
          <p>
            The product leaves the testing environment of {service} for good. What was ticked there is kept. To test
            again, register another version.
          </p>
        </Prose>
        <ActionForm action={action} submissionId={submissionId} hidden={{ abn: business.abn, id: product.id, service }}>
          <Row>
            <SubmitButton>Yes, withdraw</SubmitButton>
            <Link href={`/dsp/${business.abn}/products/${product.id}`} prefetch={false}>
              No, go back
            </Link>
          </Row>
        </ActionForm>
      </Stack>
    </>
  )
}
