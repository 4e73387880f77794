import type { ErrorCode } from '../../../core/errors/index.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { type FaultEffect, type FaultService, faultCodes, longestDelay } from './fault.ts'

/** The request header that asks for a fault, in small letters. */
export const faultHeader = 'mandate-fault'

/**
 * Reads `Mandate-Fault`: parts with commas between them, each the code of an error, `delay=MS` or `drop`.
 *
 * @example
 * readFaultHeader('mas', 'mas.credential-revoked, delay=2000')
 * @throws MandateError `sandbox.fault-header`: a test must not believe in a fault that never was
 */
export function readFaultHeader(service: FaultService, header: string | string[] | undefined): FaultEffect | undefined {
  const text = [header ?? []].flat().join(',').trim()
  if (text === '') return undefined
  const effect: FaultEffect = { errorCode: null, delayMs: 0, drops: false }
  for (const part of text.split(',').map((one) => one.trim())) {
    const delay = /^delay=(\d{1,6})$/.exec(part)
    if (part === 'drop') effect.drops = true
    else if (delay && Number(delay[1]) >= 1 && Number(delay[1]) <= longestDelay) effect.delayMs = Number(delay[1])
    else if (effect.errorCode === null && faultCodes(service).includes(part as ErrorCode)) {
      effect.errorCode = part as ErrorCode
    } else throw unreadable(part)
  }
  if (effect.drops && effect.errorCode !== null) throw unreadable(text)
  return effect
}

function unreadable(part: string): MandateError {
  return new MandateError('sandbox.fault-header', { part: part.replace(/[^\x20-\x7e]/g, '?').slice(0, 80) })
}
