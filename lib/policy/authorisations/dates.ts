import { addDays, addMonths, type Day, daysBetween, formatDay } from '../../core/calendar-day.ts'
import { limits } from '../limits.ts'
import { type AuthorisationType, isPrimaryPersonType } from '../permissions/roles.ts'

/** Months that an authorisation of the type may last, or null for no limit. */
export function longestMonths(type: AuthorisationType): number | null {
  if (type === 'BASIC') return limits.basicMonths
  return isPrimaryPersonType(type) ? limits.primaryPersonMonths : null
}

/** The last start date that may be chosen today. */
export function latestStart(today: Day): Day {
  return addDays(today, limits.startDaysAhead)
}

/** The last end date for a start date, or null for no limit. Twelve months from 5 March end on 4 March. */
export function latestEnd(type: AuthorisationType, start: Day): Day | null {
  const months = longestMonths(type)
  return months === null ? null : addDays(addMonths(start, months), -1)
}

/**
 * Judges the dates of an authorisation.
 *
 * @param asked what was entered; `startWas` is the start that an edited authorisation has already, which may stay
 * @returns one sentence for each field that is wrong
 */
export function dateProblems(
  type: AuthorisationType,
  asked: { startDate: Day; endDate: Day | undefined; startWas?: Day },
  today: Day,
): { startDate?: string; endDate?: string } {
  const problems: { startDate?: string; endDate?: string } = {}
  const { startDate, endDate, startWas } = asked
  if (startDate !== startWas) {
    if (startDate < today) problems.startDate = `Choose today (${formatDay(today)}) or a later day.`
    else if (startDate > latestStart(today)) {
      problems.startDate = `Choose a day within the next ${limits.startDaysAhead} days: ${formatDay(latestStart(today))} at the latest.`
    }
  }
  const last = latestEnd(type, startDate)
  if (endDate === undefined) {
    if (last !== null) problems.endDate = `Choose an end date: ${formatDay(last)} at the latest.`
  } else if (endDate < startDate) problems.endDate = 'Choose an end date that is not before the start date.'
  else if (endDate < today) problems.endDate = `Choose today (${formatDay(today)}) or a later day.`
  else if (last !== null && endDate > last) {
    problems.endDate = `Choose ${formatDay(last)} or an earlier day: ${limits.basicMonths} months at most.`
  }
  return problems
}

export type Renewal =
  | { open: true /** Longest new end, or null for no limit. */; latestEnd: Day | null }
  | { open: false; why: 'no-end' }
  | { open: false; why: 'too-early'; from: Day }

/**
 * Whether an authorisation in force can be renewed today. A new period begins the day after the old one, so that
 * renewing early loses nothing.
 */
export function renewalOf(type: AuthorisationType, endDate: Day | null, today: Day): Renewal {
  if (endDate === null) return { open: false, why: 'no-end' }
  const from = addDays(endDate, -limits.renewalDays)
  if (daysBetween(today, endDate) > limits.renewalDays) return { open: false, why: 'too-early', from }
  return { open: true, latestEnd: latestEnd(type, addDays(endDate, 1)) }
}
