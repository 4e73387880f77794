import type { Metadata } from 'next'
import { CreateCredential } from '../../../../../../components/credentials/create/create-credential.tsx'
import { CreatePage } from '../../../../../../components/credentials/create/create-page.tsx'
import { NeedsScript } from '../../../../../../components/credentials/create/needs-script.tsx'
import { prepareCredential } from '../../../../../../lib/domain/credentials/create/prepare-credential.ts'
import { viewProduct } from '../../../../../../lib/domain/dsp/products/view-product.ts'
import { certify, checkName } from '../../../../../businesses/[abn]/credentials/new/actions.ts'
import { showPage } from '../../../../../support/show-page.tsx'

export const metadata: Metadata = { title: 'Make a test credential' }

export default async function TestCredentialPage({ params }: { params: Promise<{ abn: string; id: string }> }) {
  const { abn, id } = await params
  return showPage(async (context) => {
    const { business, product } = await viewProduct(context, { abn, id })
    const prepared = await prepareCredential(context, { abn })
    return (
      <CreatePage
        business={business}
        title="Make a test credential"
        lead={`Its name begins with ${product.code}, so that the system knows the calls of ${product.name}.`}
      >
        <NeedsScript abn={abn} />
        <CreateCredential
          prepared={{ ...prepared, name: product.code }}
          actions={{ checkName, certify }}
          tokenService={context.runtime.settings.publicHttpsUrl}
        />
      </CreatePage>
    )
  })
}
