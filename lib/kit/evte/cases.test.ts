import { describe, expect, it } from 'vitest'
import { conformanceCases } from '../../policy/dsp/cases/index.ts'
import { dspServices } from '../../policy/dsp/products.ts'
import { commands } from '../cli/commands/index.ts'
import { cloudUsiCases, playableSbr1Cases, playableSbr2Cases, playableUsiCases } from '../index.ts'

const played = {
  SBR1: playableSbr1Cases,
  SBR2: playableSbr2Cases,
  USI: [...playableUsiCases, ...cloudUsiCases],
} satisfies Record<(typeof dspServices)[number], readonly string[]>

describe.each(dspServices)('the cases of %s', (service) => {
  const cases = conformanceCases[service]

  it('are all played by the kit, but for those that a person tells', () => {
    const seen = cases.filter(({ sign }) => !('told' in sign)).map(({ id }) => id)
    expect([...played[service]].toSorted()).toEqual(seen.toSorted())
  })

  it('show only commands that there are, with options that they have', () => {
    const shown = cases.flatMap(({ steps }) => steps.flatMap(({ command }) => command ?? []))
    expect(shown.length).toBeGreaterThan(10)
    for (const line of shown) {
      const words = line.replace(/^npx mandate /, '')
      const command = commands.find(({ name }) => words.startsWith(`${name} `))
      expect(command, line).toBeDefined()
      const known = command?.options.map(({ name }) => name) ?? []
      const used = [...words.matchAll(/ --([a-z-]+)/g)].map(([, name]) => name)
      expect(
        used.filter((name) => !known.includes(name as string)),
        line,
      ).toEqual([])
      const required = command?.options.filter((option) => option.required).map(({ name }) => name) ?? []
      expect(
        required.filter((name) => !used.includes(name)),
        line,
      ).toEqual([])
      const wanted = / --case ([a-z-]+)/.exec(words)?.[1]
      if (wanted !== undefined) expect(played[service] as readonly string[], line).toContain(wanted)
    }
  })
})
