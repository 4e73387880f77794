import { MandateError } from '../../../../core/errors/index.ts'
import type { Party, UserMessage } from '../../../../formats/as4/index.ts'
import type { TraceRecorder } from '../../../mas/trace/trace-recorder.ts'
import { sbrParties } from '../endpoints.ts'

/**
 * Checks that a message is from the business in its token, to the agency.
 *
 * @throws MandateError `sbr.sender-not-you`, `sbr.sender-type`, `sbr.receiver`
 */
export function checkParties({ from, to }: UserMessage, abn: string, trace: TraceRecorder): void {
  const { abnType, agentType, agencyRole, agency, agentRole, businessRole } = sbrParties
  if (from.type === abnType && from.role === businessRole) {
    if (from.id !== abn) throw new MandateError('sbr.sender-not-you', { from: from.id.slice(0, 60), abn })
    trace.pass('The message is from the business in the token.', { from: from.id, role: from.role })
  } else if (from.type === agentType && from.role === agentRole) {
    if (!/^\d{8}$/.test(from.id)) throw unknownType(from)
    trace.note('The message is from a registered agent. Agent numbers are not looked up here.', {
      agent: from.id,
      abn,
    })
  } else {
    throw unknownType(from)
  }
  if (to.id !== agency || to.type !== abnType || to.role !== agencyRole) {
    throw new MandateError('sbr.receiver', { to: `${to.id} (${to.type}, ${to.role})`.slice(0, 200) })
  }
}

function unknownType({ id, type, role }: Party): MandateError {
  return new MandateError('sbr.sender-type', {
    from: id.slice(0, 60),
    type: type.slice(0, 100),
    role: role.slice(0, 100),
  })
}
