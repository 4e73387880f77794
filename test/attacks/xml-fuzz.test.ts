import { describe, expect, it } from 'vitest'
import { isMandateError } from '../../lib/core/errors/index.ts'
import { canonicalize, type XmlElement } from '../../lib/formats/xml/index.ts'
import { mutator } from './xml-fuzz.ts'
import { type Believed, believeBody, signedRequest } from './xml-request.ts'

// Changed messages by the thousand in every run; XML_FUZZ_MESSAGES=1000000 for a night of them.
const messages = Number(process.env.XML_FUZZ_MESSAGES ?? 4_000)

const request = signedRequest({ signBody: true })
const original = parts(believeBody(request))

describe.each([
  ['the fixed seed', 20_260_203],
  ['a fresh seed', (process.hrtime()[1] % 0x7fffffff) + 1],
])('a valid request that was changed, %s', (_, seed) => {
  it(
    `is never believed to say anything else (seed ${seed})`,
    () => {
      const { next } = mutator(request, seed)
      let believed = 0
      for (let count = 0; count < messages; count++) {
        const text = next()
        let read: Believed & { body: XmlElement }
        try {
          read = believeBody(text)
        } catch (error) {
          if (!isMandateError(error))
            throw new Error(`not refused, but broken by ${JSON.stringify(text)}`, { cause: error })
          continue
        }
        believed++
        const { body, timestamp, to } = parts(read)
        if (timestamp !== original.timestamp || body !== original.body || (to !== undefined && to !== original.to)) {
          expect.unreachable(`a forgery was believed: ${text}`)
        }
      }
      // Some changes change nothing that is signed; if none were believed, the fuzzer would be testing nothing.
      expect(believed).toBeGreaterThan(messages / 1_000)
      expect(believed).toBeLessThan(messages / 2)
    },
    Math.max(20_000, messages),
  )
})

function parts({ body, timestamp, to }: Believed & { body: XmlElement }) {
  return { body: canonicalize(body), timestamp: canonicalize(timestamp), to: to && canonicalize(to) }
}
