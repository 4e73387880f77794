import { ButtonLink } from '@ag.ds-next/react/button'
import type { Metadata } from 'next'
import { DocumentView } from '../../../../../../../components/dsp/document-view.tsx'
import { productCrumbs } from '../../../../../../../components/dsp/product-acts.tsx'
import { PageHead } from '../../../../../../../components/ui/page/page-head.tsx'
import { viewReport } from '../../../../../../../lib/domain/dsp/conformance/view-report.ts'
import { showPage } from '../../../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Conformance report' }

type Props = { params: Promise<{ abn: string; id: string; service: string }> }

export default async function ReportPage({ params }: Props) {
  const { abn, id, service } = await params
  return showPage(async (context) => {
    const { business, product, report } = await viewReport(context, { abn, productId: id, service })
    const here = `/dsp/${business.abn}/products/${product.id}/report/${service}`
    return (
      <>
        <PageHead
          title={report.title}
          lead={report.subtitle}
          crumbs={productCrumbs(business, product)}
          actions={
            <>
              <ButtonLink href={`${here}/pdf`} download>
                Download as PDF
              </ButtonLink>
              <ButtonLink href={`${here}/html`} variant="secondary" download>
                Download as HTML
              </ButtonLink>
            </>
          }
        />
        <DocumentView document={report} />
      </>
    )
  })
}
