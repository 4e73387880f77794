import type { TraceView } from '../../lib/domain/mas/trace/trace-view.ts'
import { formatMoment } from '../format/dates.ts'
import { StatusBadge } from '../ui/status-badge.tsx'
import styles from './dsp.module.css'

/** The calls that a DSP linked to its request: where each ended, and what would have made it pass. */
export function DeskTraces({ traces }: { traces: readonly TraceView[] }) {
  if (traces.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="traces">
      <h2 id="traces">Linked calls</h2>
      <ul className={styles.steps}>
        {traces.map(({ id, at, service, accepted, refusal, steps }) => {
          const refused = steps.find(({ outcome }) => outcome === 'refused')
          return (
            <li key={id} className={styles.step}>
              <div className={styles.stepHead}>
                <h3>
                  {service}, {formatMoment(at)}
                </h3>
                <StatusBadge tone={accepted ? 'success' : 'error'}>
                  {accepted ? 'Accepted' : (refusal?.event ?? 'Refused')}
                </StatusBadge>
              </div>
              <p>
                <code>{id}</code>
              </p>
              {refused !== undefined && <p className={styles.messageText}>{refused.sentence}</p>}
              {refused?.change != null && (
                <p className={styles.messageText}>What would make it pass: {refused.change}</p>
              )}
            </li>
          )
        })}
      </ul>
    </section>
  )
}
