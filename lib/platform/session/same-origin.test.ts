import { describe, expect, it } from 'vitest'
import { isFromOurPage } from './same-origin.ts'

const publicUrl = 'https://mandate.example'
const from = (headers: Record<string, string>) => isFromOurPage(new Headers(headers), publicUrl)

describe('a form', () => {
  it('is ours when its origin is', () => {
    expect(from({ origin: 'https://mandate.example', 'sec-fetch-site': 'same-origin' })).toBe(true)
    expect(from({ origin: 'https://mandate.example' })).toBe(true)
  })

  it.each([
    {},
    { origin: '' },
    { origin: 'null' },
    { origin: 'http://mandate.example' },
    { origin: 'https://mandate.example:444' },
    { origin: 'https://mandate.example.evil.example' },
    { origin: 'https://sub.mandate.example' },
    { origin: 'https://mandate.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'https://mandate.example', 'sec-fetch-site': 'same-site' },
    { origin: 'https://mandate.example', 'sec-fetch-site': 'none' },
    { 'sec-fetch-site': 'same-origin' },
    { referer: 'https://mandate.example/home' },
  ])('is not ours with %j', (headers) => {
    expect(from(headers as Record<string, string>)).toBe(false)
  })
})
