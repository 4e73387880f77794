import type { Abn } from '../../../core/abn.ts'
import { formatAbn } from '../../../core/abn.ts'
import { formatMoment } from '../../../core/calendar-day.ts'
import { type Instant, instant } from '../../../core/clock.ts'
import type { Document } from '../../../formats/document/document.ts'
import type { DspTick } from '../../../platform/store/generated/client.ts'
import { casesFor } from '../../../policy/dsp/cases/index.ts'
import {
  audienceNames,
  type DspService,
  hostingNames,
  serviceNames,
  tracedServiceName,
} from '../../../policy/dsp/products.ts'
import type { ProductRow } from '../products/find-product.ts'
import type { OperationFigures } from './measure-performance.ts'

/** Writes the report of a product that passed every case of an environment: what was tested, seen and measured. */
export function buildReport(facts: {
  business: { abn: string; name: string }
  product: ProductRow
  service: DspService
  ticks: readonly DspTick[]
  operations: readonly OperationFigures[]
  finishedBy: string
  at: Instant
}): Document {
  const { business, product, service, ticks, operations, finishedBy, at } = facts
  const cases = casesFor(service, product.hosting)
  const tickOf = (id: string) => ticks.find(({ caseId }) => caseId === id)
  return {
    title: `Conformance report: ${product.name} ${product.productVersion}`,
    subtitle: `${serviceNames[service].name} testing environment (EVTE), finished ${formatMoment(at)}.`,
    sections: [
      {
        heading: 'What was tested',
        blocks: [
          {
            facts: [
              ['Product', `${product.name} ${product.productVersion}`],
              ['Product code', product.code],
              ['Runs as', hostingNames[product.hosting].name],
              ['For', audienceNames[product.audience].name],
              ['Developer', `${business.name}, ABN ${formatAbn(business.abn as Abn)}`],
              ['Environment', serviceNames[service].name],
              ['Finished by', finishedBy],
              ['Result', `All ${cases.length} cases passed`],
            ],
          },
        ],
      },
      {
        heading: 'Cases',
        blocks: [
          {
            caption: 'Each case with what shows it. A trace is the record of one request, with all that was checked.',
            columns: ['Case', 'Seen', 'Evidence'],
            rows: cases.map(({ id, title }) => {
              const tick = tickOf(id)
              if (tick === undefined) return [title, '', 'not seen']
              const seen = formatMoment(instant(tick.at))
              if (tick.attestedBy !== null) return [title, seen, `Confirmed by ${tick.attestedBy}: ${tick.evidence}`]
              return [title, seen, `${tick.evidence} Trace ${tick.traceId ?? ''}`]
            }),
          },
        ],
      },
      {
        heading: 'Calls and durations',
        blocks: [
          {
            caption: 'Durations inside the services, in milliseconds, without the network',
            columns: ['Service', 'Operation', 'Calls', 'Refused', 'Median', '95%', 'Slowest'],
            rows: operations.map((row) => [
              tracedServiceName(row.service),
              row.operation,
              String(row.calls),
              String(row.refused),
              row.p50.toFixed(1),
              row.p95.toFixed(1),
              row.slowest.toFixed(1),
            ]),
          },
        ],
      },
    ],
    footer: 'Written by Mandate, an open-source simulation. This is not a certificate of any government agency.',
  }
}
