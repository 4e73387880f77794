import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readSettings, SettingsError, settingRows } from './settings.ts'

const production = {
  MANDATE_MODE: 'production',
  PUBLIC_URL: 'https://mandate.example',
  PUBLIC_HTTPS_URL: 'https://tokens.mandate.example/',
  DATABASE_URL: 'postgresql://mandate@db/mandate',
  MANDATE_MASTER_KEY: 'AB'.repeat(32),
  MANDATE_OIDC_ISSUER: 'https://identity.example',
  MANDATE_OIDC_CLIENT_ID: 'mandate',
  MANDATE_OIDC_CLIENT_KEY: '/run/secrets/client.jwk',
  MANDATE_SMTP_URL: 'smtps://user:word@mail.example:465',
  MANDATE_REGISTER_URL: 'https://register.example',
}

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readSettings(environment)
  } catch (error) {
    if (error instanceof SettingsError) return error.problems
  }
  return []
}

describe('settings', () => {
  it('need nothing in the sandbox', () => {
    const settings = readSettings({})
    expect(settings).toMatchObject({ httpPort: 3000, httpsPort: 3443, mode: 'sandbox', databaseUrl: undefined })
    expect(settings.publicUrl).toBe('http://localhost:3000')
    expect([...settings.services]).toEqual(['portal', 'mas', 'pki', 'myid', 'evte'])
  })

  it('count an empty variable as not set', () => {
    expect(readSettings({ PORT: '', DATABASE_URL: '' }).httpPort).toBe(3000)
  })

  it('derive the public addresses from the ports', () => {
    const settings = readSettings({ PORT: '4000', HTTPS_PORT: '4443' })
    expect(settings.publicUrl).toBe('http://localhost:4000')
    expect(settings.publicHttpsUrl).toBe('https://localhost:4443')
  })

  it('offer SHA-1 in the sandbox, and in production only where somebody says so', () => {
    expect(readSettings({}).sha1).toBe(true)
    expect(readSettings({ MANDATE_SHA1: 'off' }).sha1).toBe(false)
    expect(readSettings(production).sha1).toBe(false)
    expect(readSettings({ ...production, MANDATE_SHA1: 'on' }).sha1).toBe(true)
    expect(problemsOf({ MANDATE_SHA1: 'yes' })).toHaveLength(1)
  })

  it('are complete for production', () => {
    const settings = readSettings(production)
    expect(settings.masterKey).toBe('ab'.repeat(32))
    expect(settings.publicHttpsUrl).toBe('https://tokens.mandate.example')
  })

  it.each(Object.keys(production).filter((name) => name !== 'MANDATE_MODE'))('miss %s in production', (name) => {
    expect(problemsOf({ ...production, [name]: '' })).toEqual([expect.stringMatching(`^${name} must be set`)])
  })

  it.each([
    ['PORT', '65536'],
    ['PORT', 'http'],
    ['HTTPS_PORT', '-1'],
    ['DATABASE_URL', 'mysql://db/mandate'],
    ['MANDATE_MODE', 'prod'],
    ['MANDATE_SERVICES', 'portal,unknown'],
    ['MANDATE_MASTER_KEY', 'short'],
    ['PUBLIC_URL', 'localhost:3000'],
    ['MANDATE_SMTP_URL', 'http://mail'],
  ])('refuse %s=%s and name it', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual([expect.stringMatching(`^${name}: `)])
  })

  it('tell every problem at once', () => {
    expect(problemsOf({ PORT: 'a', HTTPS_PORT: 'b', MANDATE_MODE: 'c' })).toHaveLength(3)
  })

  it('are all on the operations page, word for word', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/operations.md'), 'utf8')
    for (const { name, standard, meaning } of settingRows) {
      expect(page).toContain(`| \`${name}\` | ${standard} | ${meaning} |`)
    }
  })
})
