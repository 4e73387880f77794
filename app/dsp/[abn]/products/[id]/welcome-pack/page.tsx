import { ButtonLink } from '@ag.ds-next/react/button'
import type { Metadata } from 'next'
import { DocumentView } from '../../../../../../components/dsp/document-view.tsx'
import { productCrumbs } from '../../../../../../components/dsp/product-acts.tsx'
import { PageHead } from '../../../../../../components/ui/page/page-head.tsx'
import { viewWelcomePack } from '../../../../../../lib/domain/dsp/pack/view-welcome-pack.ts'
import { showPage } from '../../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Welcome pack' }

export default async function WelcomePackPage({ params }: { params: Promise<{ abn: string; id: string }> }) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const { business, product, pack } = await viewWelcomePack(context, { abn, productId: id })
    return (
      <>
        <PageHead
          title={pack.title}
          lead={pack.subtitle}
          crumbs={productCrumbs(business, product)}
          actions={
            <ButtonLink href={`/dsp/${business.abn}/products/${product.id}/welcome-pack/zip`} download>
              Download it as a zip file
            </ButtonLink>
          }
        />
        <DocumentView document={pack} />
      </>
    )
  })
}
