import type { TraceView } from '../../lib/domain/mas/trace/trace-view.ts'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'
import styles from './traces.module.css'

type Step = TraceView['steps'][number]
type Fact = Step['facts'][number]

/** One thing that was checked: what the message says beside what is known here. */
export function StepOfTrace({ step }: { step: Step }) {
  const { label, outcome, sentence, facts, change } = step
  const { tone, word } = outcomes[outcome]
  return (
    <li className={outcome === 'refused' ? styles.refused : undefined}>
      <div className={styles.stepHead}>
        <h3>{label}</h3>
        <StatusBadge tone={tone}>{word}</StatusBadge>
      </div>
      <p>{sentence}</p>
      {change !== null && (
        <p>
          <strong>What would make it pass:</strong> {change}
        </p>
      )}
      {facts.length > 0 && (
        <div className={styles.sides}>
          <Side heading="In the message" facts={facts.filter(({ side }) => side === 'message')} />
          <Side heading="Known or computed here" facts={facts.filter(({ side }) => side === 'service')} />
        </div>
      )}
    </li>
  )
}

const outcomes: Record<Step['outcome'], { tone: Tone; word: string }> = {
  passed: { tone: 'success', word: 'Passed' },
  refused: { tone: 'error', word: 'Refused' },
  noted: { tone: 'neutral', word: 'Noted' },
}

function Side({ heading, facts }: { heading: string; facts: readonly Fact[] }) {
  if (facts.length === 0) return null
  return (
    <div>
      <h4>{heading}</h4>
      <dl>
        {facts.map(({ name, label, value }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>
              <code>{value}</code>
            </dd>
          </div>
        ))}
      </dl>
    </div>
  )
}
