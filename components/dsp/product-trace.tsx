import type { ProductTraceView } from '../../lib/domain/dsp/conformance/view-product-trace.ts'
import { formatMoment } from '../format/dates.ts'
import { Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import styles from './dsp.module.css'
import { productCrumbs } from './product-acts.tsx'

/** One call of a product, step by step: the evidence of a case. */
export function ProductTrace({ view: { business, product, trace } }: { view: ProductTraceView }) {
  return (
    <>
      <PageHead
        title={`Call of ${formatMoment(trace.at)}`}
        caption={`${product.name} ${product.productVersion}`}
        crumbs={productCrumbs(business, product)}
        actions={
          <StatusBadge tone={trace.accepted ? 'success' : 'error'}>
            {trace.accepted ? 'Accepted' : 'Refused'}
          </StatusBadge>
        }
      />
      <Stack wide>
        <SummaryList
          rows={[
            { term: 'Trace', value: <code>{trace.id}</code> },
            { term: 'Service', value: trace.service },
            trace.refusal !== null && {
              term: 'Refused with',
              value: `${trace.refusal.title} (${trace.refusal.event ?? trace.refusal.code})`,
            },
            trace.credential !== null && { term: 'Credential', value: trace.credential.name },
            { term: 'Duration', value: `${trace.durationMs.toFixed(1)} ms` },
            trace.tokenTraceId !== null && { term: 'Trace of its token', value: <code>{trace.tokenTraceId}</code> },
          ]}
        />
        <section className={styles.section} aria-labelledby="checked">
          <h2 id="checked">What was checked</h2>
          <ol className={styles.steps}>
            {trace.steps.map((step, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the steps of a trace never change places
              <li key={at} className={styles.step}>
                <div className={styles.stepHead}>
                  <h3>{step.label}</h3>
                  <StatusBadge tone={tones[step.outcome]}>{outcomes[step.outcome]}</StatusBadge>
                </div>
                <p className={styles.messageText}>{step.sentence}</p>
                {step.change !== null && <p className={styles.messageText}>What would make it pass: {step.change}</p>}
              </li>
            ))}
          </ol>
        </section>
      </Stack>
    </>
  )
}

const tones = { passed: 'success', refused: 'error', noted: 'neutral' } as const
const outcomes = { passed: 'Passed', refused: 'Refused', noted: 'Noted' }
