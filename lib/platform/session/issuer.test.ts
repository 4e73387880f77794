import { describe, expect, it } from 'vitest'
import { readSettings } from '../settings/settings.ts'
import { isSignInSimulated, signInIssuer, simulatedBackChannel } from './issuer.ts'

describe('who signs people in', () => {
  it('is the simulated myID only in a sandbox that names nobody else', () => {
    expect(isSignInSimulated({ mode: 'sandbox', oidcIssuer: undefined })).toBe(true)
    expect(isSignInSimulated({ mode: 'sandbox', oidcIssuer: 'https://id.example' })).toBe(false)
    expect(isSignInSimulated({ mode: 'production', oidcIssuer: undefined })).toBe(false)
    expect(signInIssuer(readSettings({ MANDATE_OIDC_ISSUER: 'https://id.example/' }))).toBe('https://id.example')
  })

  it.each([
    [{}, 'http://localhost:3000/myid'],
    [{ PUBLIC_URL: 'https://mandate.example' }, 'http://localhost:3000/myid'],
    [{ HOST: '0.0.0.0', PORT: '8080' }, 'http://127.0.0.1:8080/myid'],
    [{ HOST: '::' }, 'http://[::1]:3000/myid'],
    [{ HOST: 'fd00::7' }, 'http://[fd00::7]:3000/myid'],
    [{ HOST: '10.0.0.7' }, 'http://10.0.0.7:3000/myid'],
    [{ MANDATE_SERVICES: 'portal', PUBLIC_URL: 'https://mandate.example' }, 'https://mandate.example/myid'],
  ])('is reached from this process, with %j, at %s', (environment, address) => {
    const back = simulatedBackChannel(readSettings(environment))
    expect(back).toBe(address)
    expect(new URL(back).pathname).toBe('/myid')
  })
})
