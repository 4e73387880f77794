import { describe, expect, it } from 'vitest'
import { acrOf, acrsSatisfying, strengthOfAcr } from './acr.ts'
import { identityStrengths } from './identity-strength.ts'

const urn = (tail: string) => `urn:id.gov.au:tdif:acr:${tail}`

describe('acr values', () => {
  it.each(identityStrengths)('reads back what it writes for %s', (strength) => {
    expect(strengthOfAcr(acrOf(strength))).toBe(strength)
  })

  it.each([
    ['ip1:cl1', 'BASIC'],
    ['ip1p:cl3', 'BASIC'],
    ['ip2p:cl2', 'STANDARD'],
    ['ip2:cl3', 'STANDARD'],
    ['ip3:cl3', 'STRONG'],
    ['ip4:cl3', 'STRONG'],
  ])('reads %s as %s', (tail, strength) => {
    expect(strengthOfAcr(urn(tail))).toBe(strength)
  })

  it.each([
    undefined,
    null,
    3,
    ['urn:id.gov.au:tdif:acr:ip3:cl2'],
    '',
    'ip3:cl2',
    urn(''),
    urn('ip3'),
    urn('ip3:cl1'),
    urn('ip2:cl1'),
    urn('ip3p:cl2'),
    urn('ip5:cl2'),
    urn('ip3:cl2:'),
    urn('ip3:cl2:x'),
    urn('IP3:CL2'),
    ` ${urn('ip3:cl2')}`,
    'urn:id.gov.au:tdif:acr:ip3:cl2\n',
    'urn:evil:tdif:acr:ip3:cl2',
    '__proto__',
  ])('proves nothing by %j', (acr) => {
    expect(strengthOfAcr(acr)).toBeUndefined()
  })

  it('asks for the needed strength or better, best first', () => {
    expect(acrsSatisfying('BASIC')).toEqual([urn('ip3:cl2'), urn('ip2:cl2'), urn('ip1:cl1')])
    expect(acrsSatisfying('STRONG')).toEqual([urn('ip3:cl2')])
  })
})
