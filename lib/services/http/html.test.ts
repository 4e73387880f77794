import { describe, expect, it } from 'vitest'
import { html } from './html.ts'

describe('HTML of the sign-in pages', () => {
  it.each([
    ['<script>alert(1)</script>', '&#60;script&#62;alert(1)&#60;/script&#62;'],
    [`" onfocus='x' \``, '&#34; onfocus=&#39;x&#39; &#96;'],
    ['&amp;', '&#38;amp;'],
    ["O'Connor", 'O&#39;Connor'],
  ])('writes %j as text', (text, written) => {
    expect(html`<p title="${text}">${text}</p>`.markup).toBe(`<p title="${written}">${written}</p>`)
  })

  it('takes pieces of itself, lists and nothing', () => {
    const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`)
    expect(html`<ul>${items}</ul>${false}${undefined}${0}`.markup).toBe('<ul><li>a</li><li>&#60;b&#62;</li></ul>0')
  })

  it('is not fooled by an object that looks like markup but was text', () => {
    const fromForm = JSON.stringify({ markup: '<b>' })
    expect(html`${fromForm}`.markup).not.toContain('<b>')
  })
})
