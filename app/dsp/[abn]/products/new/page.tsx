import type { Metadata } from 'next'
import { ProductForm } from '../../../../../components/dsp/product-form.tsx'
import { MandateError } from '../../../../../lib/core/errors/index.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { newSubmissionId } from '../../../../support/submission.ts'
import { organisationOf } from '../../../organisation.ts'
import { registerProductAction } from '../actions.ts'

export const metadata: Metadata = { title: 'Register your product and enter EVTE' }

export default async function NewProductPage({ params }: { params: Promise<{ abn: string }> }) {
  const { abn } = await params
  return showPage(async (context) => {
    const { business, registration, may } = await organisationOf(abn)
    if (registration === null) throw new MandateError('dsp.not-registered')
    if (!may.manage) throw new MandateError('dsp.identity-too-weak')
    return <ProductForm business={business} action={registerProductAction} submissionId={newSubmissionId(context)} />
  })
}
