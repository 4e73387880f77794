/**
 * Calls of the simulated USI registry per second over HTTPS with keep-alive: VerifyUSI, each with the check of its token
 * and of the proof, and its trace kept, of the built product with the embedded database, asked by another process on the
 * same machine. Beside it, in the same run and in turns: plain answers of the same server, which read a path and write a
 * line of text, so that the ratio says what a call costs beyond HTTPS. Then at half of the rate, for the time an answer
 * takes. The last line is JSON.
 *
 *   npm run bench -- usi [calls in each turn] [rounds]
 */
import { parseAbn } from '../../lib/core/abn.ts'
import { type Instant, systemClock } from '../../lib/core/clock.ts'
import { systemRandom } from '../../lib/core/random.ts'
import { usiAction } from '../../lib/formats/usi/index.ts'
import { newTestCredential, requestToken } from '../../lib/kit/index.ts'
import { writeEndorsedMessage } from '../../lib/kit/usi/write-envelope.ts'
import { buildPages } from '../../lib/launch/steps.mjs'
import { type Product, productPlace, startProduct } from '../load/product.ts'
import { postTokens } from '../load/token-client.ts'
import { verifyBody } from '../support/usi-harness.ts'

const [calls, rounds] = [Number(process.argv[2] ?? 1_500), Number(process.argv[3] ?? 5)]
const connections = 32
const path = '/evte/usi/service/v5/usiservice.svc'

await buildPages()
const place = productPlace(undefined)
try {
  const product = await startProduct(place)
  try {
    const result = await measure(product)
    for (const [name, value] of Object.entries(result)) process.stdout.write(`${name.padEnd(22)} ${value}\n`)
    process.stdout.write(`${JSON.stringify({ bench: 'usi', calls, rounds, connections, ...result })}\n`)
  } finally {
    await product.stop()
  }
} finally {
  place.remove()
}
process.exit()

async function measure({ https }: Product) {
  const fresh = await caller(https.url)
  const ask = (messages: string[], perSecond?: number) =>
    postTokens({ ...https, path, messages, perSecond, connections })
  await ask(fresh())
  const rates = { verified: [] as number[], plain: [] as number[] }
  let refused = 0
  for (let round = 0; round < rounds; round++) {
    const plain = await ask(Array.from({ length: calls }, () => ''))
    const verified = await ask(fresh())
    rates.plain.push(plain.perSecond)
    rates.verified.push(verified.perSecond)
    refused += plain.refused + verified.refused
  }
  const perSecond = median(rates.verified)
  const half = await ask(fresh(), perSecond / 2)
  const plainPerSecond = median(rates.plain)
  return {
    usiCallsPerSecond: Math.round(perSecond),
    plainAnswersPerSecond: Math.round(plainPerSecond),
    ratio: Math.round((perSecond / plainPerSecond) * 1000) / 1000,
    halfLoadP50Ms: half.p50,
    halfLoadP99Ms: half.p99,
    refused: refused + half.refused,
  }
}

/** Makes calls with one token, each accepted once; they are signed before the time is taken. */
async function caller(url: string): Promise<() => string[]> {
  const endpoint = url + path
  const credential = await newTestCredential({ abn: parseAbn('27809366375'), name: 'benchmark', endpoint: url })
  const token = await requestToken({ credential, appliesTo: endpoint, endpoint: url })
  let last = 0
  // The proof signs the time of the message and nothing else, so two of the same millisecond would be the same one.
  const moment = () => {
    last = Math.max(last + 1, systemClock.now() - calls)
    return last as Instant
  }
  return () =>
    Array.from({ length: calls }, () =>
      writeEndorsedMessage({
        action: usiAction('VerifyUSI'),
        to: endpoint,
        body: verifyBody(),
        token: token.token,
        proofKey: token.proofKey as Uint8Array,
        attachedReference: token.attachedReference as string,
        now: moment(),
        random: systemRandom,
      }),
    )
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] as number
}
