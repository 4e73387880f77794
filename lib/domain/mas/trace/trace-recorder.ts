import { describeError, type MandateError } from '../../../core/errors/index.ts'
import type { TraceFacts, TraceStep, TraceStepName, TraceSubject } from './trace.ts'

/** Writes down the steps of one request as they happen. */
export type TraceRecorder = {
  readonly steps: TraceStep[]
  readonly subject: TraceSubject
  /** Says which step is being taken: a refusal from here on belongs to it. */
  begin(name: TraceStepName): void
  /** The step that was begun holds. */
  pass(sentence: string, facts?: TraceFacts): void
  /** Something worth knowing that decides nothing. */
  note(sentence: string, facts?: TraceFacts): void
  /** The step that was begun fails; the error's remedy is the change that would make it pass. */
  refuse(error: MandateError, facts?: TraceFacts): void
  /** Adds steps that were taken elsewhere. */
  append(steps: readonly TraceStep[], subject: TraceSubject): void
}

export function traceRecorder(): TraceRecorder {
  const steps: TraceStep[] = []
  const subject: TraceSubject = {}
  let current: TraceStepName = 'message'
  const add = (outcome: TraceStep['outcome'], sentence: string, facts?: TraceFacts) => {
    steps.push(facts ? { name: current, outcome, sentence, facts } : { name: current, outcome, sentence })
  }
  return {
    steps,
    subject,
    begin(name) {
      current = name
    },
    pass: (sentence, facts) => add('passed', sentence, facts),
    note: (sentence, facts) => add('noted', sentence, facts),
    refuse(error, facts) {
      const { happened, remedy } = describeError(error)
      steps.push({ name: current, outcome: 'refused', sentence: happened, ...(facts && { facts }), change: remedy })
    },
    append(more, about) {
      steps.push(...more)
      Object.assign(subject, about)
    },
  }
}
