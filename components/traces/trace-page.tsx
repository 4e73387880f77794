import type { TraceView } from '../../lib/domain/mas/trace/trace-view.ts'
import { formatMoment } from '../format/dates.ts'
import { PageHead } from '../ui/page/page-head.tsx'
import { TraceContent } from './trace-content.tsx'

type Props = { trace: TraceView; business: { abn: string; name: string } }

/** One request of a business's software, for its people. */
export function TracePage({ trace, business }: Props) {
  const home = `/businesses/${business.abn}`
  return (
    <>
      <PageHead
        title={`Request of ${formatMoment(trace.at)}`}
        caption={business.name}
        crumbs={[
          { label: 'Businesses', href: '/businesses' },
          { label: business.name, href: home },
          { label: 'Requests', href: `${home}/traces` },
        ]}
      />
      <TraceContent
        trace={trace}
        links={{
          trace: (id) => `${home}/traces/${id}`,
          credential: (id) => `${home}/credentials/${id}`,
          bundle: `${home}/traces/${trace.id}/bundle`,
        }}
      />
    </>
  )
}
