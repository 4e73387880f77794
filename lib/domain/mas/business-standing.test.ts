import { beforeEach, expect, test } from 'vitest'
import type { Abn } from '../../core/abn.ts'
import { hour, manualClock, minute } from '../../core/clock.ts'
import { silentLog } from '../../platform/log/log.ts'
import { localSignals } from '../../platform/runtime/signals.ts'
import { businessStanding, type RegisterPort } from './business-standing.ts'

const abn = '27809366375' as Abn
const clock = manualClock('2026-03-02T01:00:00Z')
const signals = localSignals((error) => {
  throw error
})
let answer: Awaited<ReturnType<RegisterPort['findBusiness']>> | Error
let asked = 0
const register: RegisterPort = {
  findBusiness: async () => {
    asked++
    if (answer instanceof Error) throw answer
    return answer
  },
}
const open = () => businessStanding({ clock, signals, log: silentLog }, register)

beforeEach(() => {
  asked = 0
  answer = { status: 'REGISTERED' }
})

test('asks once, then answers from memory for a minute', async () => {
  const standing = open()
  expect(await standing.isCancelled(abn)).toBe(false)
  answer = { status: 'CANCELLED' }
  expect(standing.isCancelled(abn)).toBe(false)
  clock.advance(minute)
  expect(await standing.isCancelled(abn)).toBe(true)
  expect(asked).toBe(2)
})

test('asks again at once when the business changed', async () => {
  const standing = open()
  await standing.isCancelled(abn)
  answer = { status: 'CANCELLED' }
  signals.emit('business-changed', { abn })
  expect(await standing.isCancelled(abn)).toBe(true)
  standing.close()
})

test('takes a business that the register does not know as cancelled', async () => {
  answer = undefined
  expect(await open().isCancelled(abn)).toBe(true)
})

test('goes by the last answer while the register is silent, for a day', async () => {
  const standing = open()
  await standing.isCancelled(abn)
  answer = new Error('down')
  clock.advance(23 * hour)
  expect(await standing.isCancelled(abn)).toBe(false)
  clock.advance(2 * hour)
  await expect(standing.isCancelled(abn)).rejects.toThrow('common.unavailable')
})

test('refuses where there never was an answer', async () => {
  answer = new Error('down')
  await expect(open().isCancelled(abn)).rejects.toThrow('common.unavailable')
})
