import { describe, expect, it } from 'vitest'
import { errorTable } from '../core/errors/index.ts'
import { acts, permissionMatrix } from './permissions/acts.ts'
import { rulesPage } from './rules-page.ts'

describe('docs/rules.md', () => {
  it('is what the data says', async () => {
    await expect(rulesPage()).toMatchFileSnapshot('../../docs/rules.md')
  })

  it('names every act', () => {
    for (const act of acts) expect(rulesPage()).toContain(permissionMatrix[act].label)
  })
})

describe('the errors of RAM', () => {
  const rows = Object.entries(errorTable).filter(([code]) => code.startsWith('ram.'))

  it.each(rows)('%s says what happened and what to do', (_, { title, happened, remedy }) => {
    for (const sentence of [happened, remedy]) expect(sentence).toMatch(/[.]$/)
    expect(title.length).toBeLessThan(60)
    expect(`${happened} ${remedy}`).not.toMatch(/[—–]|\b(please|invalid|illegal|abort)\b/i)
  })

  it('keep the codes of the real RAM that mean the same', () => {
    const modelled = rows.flatMap(([code, row]) => ('modelled' in row ? [[row.modelled, code]] : []))
    expect(Object.fromEntries(modelled)).toEqual({
      'AUT.MID.0002': 'ram.identity-too-weak',
      'AUT.MID.007': 'ram.identity-too-weak-to-link',
      'REB.BR.0003': 'ram.abn-cancelled',
      'REB.BR.0120': 'ram.already-authorised',
      'REB.BR.0122': 'ram.already-linked',
      'REB.BR.0201': 'ram.details-outdated',
      'REB.BR.0301': 'ram.not-eligible',
      'REB.BR.0312': 'ram.no-eligible-business',
      'REB.BR.0314': 'ram.all-linked',
    })
  })
})
