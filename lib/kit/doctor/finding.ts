/** `bad`: software cannot work like that. `warning`: it may have trouble. `skipped`: it could not be looked at. */
export type FindingOutcome = 'good' | 'warning' | 'bad' | 'skipped'

/** What was looked at. */
export type FindingSubject =
  | 'address'
  | 'proxy'
  | 'name'
  | 'connection'
  | 'trust'
  | 'service'
  | 'clock'
  | 'keystore'
  | 'token'

/** One thing that was looked at, for people, and how to mend it. */
export type Finding = { subject: FindingSubject; outcome: FindingOutcome; sentence: string; remedy: string | null }

export function good(subject: FindingSubject, sentence: string): Finding {
  return { subject, outcome: 'good', sentence, remedy: null }
}

export function skipped(subject: FindingSubject, sentence: string): Finding {
  return { subject, outcome: 'skipped', sentence, remedy: null }
}

export function warning(subject: FindingSubject, sentence: string, remedy: string): Finding {
  return { subject, outcome: 'warning', sentence, remedy }
}

export function bad(subject: FindingSubject, sentence: string, remedy: string): Finding {
  return { subject, outcome: 'bad', sentence, remedy }
}
