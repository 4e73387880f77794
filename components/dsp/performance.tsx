import type { OperationFigures } from '../../lib/domain/dsp/conformance/measure-performance.ts'
import type { PerformanceView } from '../../lib/domain/dsp/conformance/view-performance.ts'
import { tracedServiceName } from '../../lib/policy/dsp/products.ts'
import { formatMoment } from '../format/dates.ts'
import { EmptyState } from '../ui/message/empty-state.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { type Column, DataTable } from '../ui/table/data-table.tsx'
import styles from './dsp.module.css'
import { productCrumbs } from './product-acts.tsx'

/** How often a product called, and how fast it was answered. */
export function Performance({ view: { business, product, operations } }: { view: PerformanceView }) {
  return (
    <>
      <PageHead
        title="How fast your calls are answered"
        caption={`${product.name} ${product.productVersion}`}
        lead="Measured inside the services, without the network between. What your software does before and after is not in it."
        crumbs={productCrumbs(business, product)}
      />
      {operations.length === 0 ? (
        <EmptyState title="No call was seen yet">
          <p>Make one with a credential of the product, then load this page again.</p>
        </EmptyState>
      ) : (
        <DataTable
          caption="Calls since the product was registered; traces are kept for 30 days"
          rows={operations}
          keyOf={({ service, operation }) => `${service} ${operation}`}
          columns={columns}
        />
      )}
    </>
  )
}

const number = (value: string) => <span className={styles.number}>{value}</span>
const milliseconds = (value: number) => number(`${value.toFixed(1)} ms`)

const columns: Column<OperationFigures>[] = [
  {
    heading: 'Operation',
    isName: true,
    cell: ({ service, operation }) => `${tracedServiceName(service)}: ${operation}`,
  },
  { heading: 'Calls', cell: ({ calls }) => number(calls.toLocaleString('en-AU')) },
  { heading: 'Refused', cell: ({ refused }) => number(refused.toLocaleString('en-AU')) },
  { heading: 'Median', cell: ({ p50 }) => milliseconds(p50) },
  { heading: '95 of 100 within', cell: ({ p95 }) => milliseconds(p95) },
  { heading: 'Slowest', cell: ({ slowest }) => milliseconds(slowest) },
  { heading: 'Last', cell: ({ lastAt }) => formatMoment(lastAt) },
]
