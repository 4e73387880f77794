import { isMandateError } from '../../../core/errors/index.ts'
import type { Decision } from '../../mas/decision/grant.ts'
import { traceRecorder } from '../../mas/trace/trace-recorder.ts'
import type { FaultPoint } from './fault-desk.ts'

/** A decision of the token service after faults on demand: what would be refused anyway is refused for its own reason. */
export async function meetFaults(decision: Decision, faults: FaultPoint): Promise<Decision> {
  if (decision.outcome === 'refused') return decision
  const trace = traceRecorder()
  trace.append(decision.steps, decision.subject)
  try {
    await faults.meet(trace)
    return { ...decision, steps: trace.steps }
  } catch (error) {
    if (!isMandateError(error)) throw error
    trace.refuse(error)
    const { code, details } = error
    return { outcome: 'refused', code, details, steps: trace.steps, subject: decision.subject }
  }
}
