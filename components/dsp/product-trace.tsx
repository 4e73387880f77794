import type { ProductTraceView } from '../../lib/domain/dsp/conformance/view-product-trace.ts'
import { formatMoment } from '../format/dates.ts'
import { TraceContent } from '../traces/trace-content.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { productCrumbs } from './product-acts.tsx'

/** One call of a product, step by step: the evidence of a case. */
export function ProductTrace({ view: { business, product, trace } }: { view: ProductTraceView }) {
  return (
    <>
      <PageHead
        title={`Call of ${formatMoment(trace.at)}`}
        caption={`${product.name} ${product.productVersion}`}
        crumbs={productCrumbs(business, product)}
      />
      <TraceContent
        trace={trace}
        links={{ trace: (id) => `/dsp/${business.abn}/products/${product.id}/traces/${id}` }}
      />
    </>
  )
}
