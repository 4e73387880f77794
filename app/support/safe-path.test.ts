import { describe, expect, it } from 'vitest'
import { safePath } from './safe-path.ts'

describe('where to go on', () => {
  it.each(['/home', '/businesses/27809366375', '/businesses/27809366375/authorisations/new?draft=1'])(
    'goes on to %s',
    (path) => {
      expect(safePath(path)).toBe(path)
    },
  )
  it.each([
    undefined,
    '',
    'home',
    '//evil.example',
    '/\\evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    '/x\n//evil.example',
    '/@evil.example:80',
    '/\t/evil.example',
  ])('never leaves the site for %j', (path) => {
    expect(safePath(path)).toBe('/home')
  })
})
