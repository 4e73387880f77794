import { describe, expect, it } from 'vitest'
import { readStrength, returnPath, signInPath } from './return-path.ts'

describe('where a sign-in leads back to', () => {
  it.each(['/home', '/link', '/businesses/27809366375?page=2', '/sign-inn', '/apiary'])('leads back to %s', (path) => {
    expect(returnPath(path)).toBe(path)
  })

  it.each([
    undefined,
    null,
    7,
    '',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example/home',
    'javascript:alert(1)',
    '/home\r\nset-cookie: a=b',
    '/sign-in',
    '/sign-in?returnTo=/home',
    '/sign-in/start',
    '/sign-out',
    '/api/auth/callback/myid?code=1',
    '/myid/session/end',
  ])('leads home instead of to %j', (path) => {
    expect(returnPath(path)).toBe('/home')
  })

  it('is written into the address of the sign-in page, with the reason', () => {
    expect(signInPath({ returnTo: '/link', needed: 'STRONG', error: 'lapsed', ended: true })).toBe(
      '/sign-in?error=lapsed&ended=yes&strength=STRONG&returnTo=%2Flink',
    )
    expect(signInPath({ returnTo: '//evil.example' })).toBe('/sign-in?returnTo=%2Fhome')
  })

  it.each(['strong', '', 'ROOT', undefined, '__proto__'])('knows no strength %j', (strength) => {
    expect(readStrength(strength)).toBeUndefined()
  })
})
