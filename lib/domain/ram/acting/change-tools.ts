import type { LockedBusiness } from '../../../platform/clock/lock-business.ts'
import { type HistoryFacts, recordHistory } from '../../../platform/history/record-history.ts'
import { type MailFacts, queueMail } from '../../../platform/mail/queue-mail.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import type { Transaction } from '../../../platform/store/open.ts'
import { onMachineCredentialAdministratorEnded } from '../../credentials/care/unassign-credentials.ts'

/** Who does it; `system` for what time does. */
export type Doer = { id: string; name: string } | 'system'

/** What the rest of the house has to be told after the commit. */
export type Effects = { mailed: boolean; credentialIds: string[] }

/** What a change of a business is made with: one transaction, with the business locked. */
export type ChangeTools = LockedBusiness & {
  tx: Transaction
  runtime: Runtime
  doer: Doer
  /** Adds to the history of the business, at its own moment, by the doer. */
  record(facts: RecordFacts): Promise<void>
  /** The same tools in other hands: time's, for what had come due before. */
  as(doer: Doer): ChangeTools
  /** Puts a mail into the outbox. */
  mail(facts: Omit<MailFacts, 'at' | 'abn'>): Promise<void>
  /** Takes the machine credentials from somebody who may look after them no more, and says how many these were. */
  unassignCredentials(authorisationId: string): Promise<number>
}

export type RecordFacts = Pick<HistoryFacts, 'act' | 'subject' | 'details'> & { category?: HistoryFacts['category'] }

export function noEffects(): Effects {
  return { mailed: false, credentialIds: [] }
}

export function changeTools(
  tx: Transaction,
  runtime: Runtime,
  business: LockedBusiness,
  doer: Doer,
  effects: Effects,
): ChangeTools {
  const { abn, now } = business
  return {
    ...business,
    tx,
    runtime,
    doer,
    as: (other) => changeTools(tx, runtime, business, other, effects),
    record: (facts) => recordHistory(tx, { category: 'AUTHORISATION', ...facts, abn, at: now, actor: doer }),
    async mail(facts) {
      if (await queueMail(tx, { ...facts, abn, at: runtime.clock.now() })) effects.mailed = true
    },
    async unassignCredentials(authorisationId) {
      const ids = await onMachineCredentialAdministratorEnded(tx, runtime, { abn, authorisationId, now, actor: doer })
      effects.credentialIds.push(...ids)
      if (ids.length > 0) effects.mailed = true
      return ids.length
    },
  }
}

/** After the commit: wakes the mailer, and drops what others remember of the businesses and credentials. */
export function tellTheHouse({ signals }: Runtime, abns: readonly string[], effects: Effects): void {
  if (effects.mailed) signals.emit('mail-queued', {})
  for (const abn of abns) {
    signals.emit('business-changed', { abn })
    for (const credentialId of effects.credentialIds) signals.emit('credential-changed', { credentialId, abn })
  }
}
