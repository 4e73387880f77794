import { expect, test } from 'vitest'
import { createGate } from './gate.ts'

const later = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

test('what is alone waits for what has passed, and lets nothing pass meanwhile', async () => {
  const gate = createGate()
  const log: string[] = []
  const first = gate.pass(async () => {
    await later(20)
    log.push('first')
  })
  const alone = gate.alone(async () => {
    log.push('alone begins')
    await later(20)
    log.push('alone ends')
  })
  const second = gate.pass(() => void log.push('second'))
  await Promise.all([first, alone, second])
  expect(log).toEqual(['first', 'alone begins', 'alone ends', 'second'])
})

test('two at once that want to be alone come one after the other, also from inside what has passed', async () => {
  const gate = createGate()
  const log: string[] = []
  const wish = (name: string) =>
    gate.pass(() =>
      gate.alone(async () => {
        log.push(`${name} begins`)
        await later(10)
        log.push(`${name} ends`)
      }),
    )
  await Promise.all([wish('a'), wish('b')])
  expect(log).toEqual(['a begins', 'a ends', 'b begins', 'b ends'])
})

test('work that never ends is not waited for', async () => {
  const gate = createGate(30)
  void gate.pass(() => new Promise(() => {}))
  expect(await gate.alone(async () => 'done')).toBe('done')
  expect(await gate.pass(() => 'passes')).toBe('passes')
})

test('a failure opens the gate again and reaches who asked', async () => {
  const gate = createGate()
  await expect(gate.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(gate.pass(() => Promise.reject(new Error('neither')))).rejects.toThrow('neither')
  expect(await gate.alone(async () => 1)).toBe(1)
})

test('work that runs inside other work passes although something waits to be alone', async () => {
  const gate = createGate(5_000)
  const outer = gate.pass(async () => {
    await later(10)
    return await gate.pass(() => 'inner')
  })
  const alone = gate.alone(async () => 'alone')
  expect(await Promise.all([outer, alone])).toEqual(['inner', 'alone'])
})

test('what is included is held before work is alone, and let go after it, also where it fails', async () => {
  const gate = createGate()
  const log: string[] = []
  const leave = gate.include(async () => {
    await later(10)
    log.push('held')
    return () => log.push('released')
  })
  await gate.alone(async () => log.push('alone'))
  await expect(gate.alone(() => Promise.reject(new Error('no')))).rejects.toThrow('no')
  leave()
  await gate.alone(async () => log.push('without'))
  expect(log).toEqual(['held', 'alone', 'released', 'held', 'released', 'without'])
})
