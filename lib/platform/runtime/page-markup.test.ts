import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, test } from 'vitest'
import { keepForDocument } from './page-markup.ts'
import { withPageStatus } from './page-status.ts'

const find = (name: string) =>
  (globalThis as unknown as Record<symbol, (name: string) => string | undefined>)[Symbol.for('mandate.page-markup')]?.(
    name,
  )
const answer = (headers: IncomingMessage['headers'] = {}, method = 'GET') =>
  ({ req: { headers, method } }) as unknown as ServerResponse

describe('finished HTML of a page', () => {
  test('is found while its document is written, by nobody else and nowhere else', async () => {
    const [one, two] = await Promise.all(
      ['one', 'two'].map((html) =>
        withPageStatus(answer(), async () => {
          const names = [keepForDocument(html), keepForDocument(`${html} more`)] as string[]
          await Promise.resolve()
          return [...names.map(find), find('2'), find('')]
        }),
      ),
    )
    expect(one).toEqual(['one', 'one more', undefined, undefined])
    expect(two).toEqual(['two', 'two more', undefined, undefined])
    expect(find('0')).toBeUndefined()
    expect(withPageStatus(answer(), () => find('0'))).toBeUndefined()
  })

  test.each([
    ['a page’s data is asked for', answer({ rsc: '1' })],
    ['an act is answered with a page’s data', answer({ 'next-action': 'x' }, 'POST')],
    ['a form was sent', answer({}, 'POST')],
  ])('is not kept where %s', (_name, response) => {
    expect(withPageStatus(response, () => keepForDocument('x'))).toBeUndefined()
  })

  test('is not kept outside a page', () => {
    expect(keepForDocument('x')).toBeUndefined()
  })
})
