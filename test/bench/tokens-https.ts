/**
 * Tokens per second over HTTPS with keep-alive: the built product with its threads, traces and database, asked by another
 * process on the same machine. First as fast as it goes, then at half of that for the time an answer takes: alone, while
 * a signed-in browser reads four list pages a second, and while it reads one list page after the other. With the
 * embedded database and with PostgreSQL; server, database and load share the machine. The last line is JSON.
 *
 *   npm run bench -- tokens-https [requests in each part] [embedded | postgresql]
 */
import { createPrivateKey } from 'node:crypto'
import { Agent } from 'node:http'
import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import pg from 'pg'
import { parseAbn } from '../../lib/core/abn.ts'
import { systemClock } from '../../lib/core/clock.ts'
import { systemRandom, uuid } from '../../lib/core/random.ts'
import { writeTokenRequest } from '../../lib/formats/wstrust/index.ts'
import type { KitCredential } from '../../lib/kit/index.ts'
import { createSandboxCredential } from '../../lib/kit/index.ts'
import { buildPages } from '../../lib/launch/steps.mjs'
import {
  type Product,
  type ProductPlace,
  productPlace,
  readPage,
  signInMeasured,
  startProduct,
} from '../load/product.ts'
import { measured, seedAuthorisations } from '../load/seed-authorisations.ts'
import { postTokens, type TokenReport } from '../load/token-client.ts'
import { startTemporaryPostgres } from '../support/postgres.ts'

const requests = Number(process.argv[2] ?? 3_000)
const kinds = process.argv[3] ? [process.argv[3]] : ['embedded', 'postgresql']
const connections = 32
const authorisations = 2_000
const pagesPerSecond = 4
const path = '/R3.0/S007v1.3/service.svc'
const usiAddress = 'https://3pt.portal.usi.gov.au/service/v5/usiservice.svc'
const listPages = ['', '/credentials', '/history', '/traces'].map((tab) => `/businesses/${measured.abn}${tab}`)

await buildPages()
const results: Record<string, Awaited<ReturnType<typeof measure>>> = {}
for (const kind of kinds) {
  const postgres = kind === 'postgresql' ? await startTemporaryPostgres() : undefined
  const place = productPlace(postgres?.url)
  try {
    results[kind] = await measure(place)
  } finally {
    await postgres?.stop()
    place.remove()
  }
}
process.stdout.write(`${JSON.stringify({ bench: 'tokens-https', requests, connections, ...results })}\n`)
process.exit()

async function measure(place: ProductPlace) {
  // The first start makes keys and tables; what is measured is a start like every other one.
  await (await startProduct(place)).stop()
  await seedTables(place.environment)
  const cookie = await signInMeasured(place.environment)
  const product = await startProduct(place)
  try {
    const messages = await signer(product)
    const tokens = (perSecond: number | undefined) =>
      postTokens({ ...product.https, path, messages: messages(requests), perSecond, connections })
    const pages = pageReader(product, cookie)
    for (let at = 0; at < 40; at++) await pages.read()

    await tokens(undefined)
    const top = await tokens(undefined)
    const half = top.perSecond / 2
    const alone = await tokens(half)
    const withPages = await pages.during(pagesPerSecond, () => tokens(half))
    const withPageLoop = await pages.during(undefined, () => tokens(half))
    const result = {
      tokensPerSecond: Math.round(top.perSecond),
      halfLoadP50Ms: alone.p50,
      halfLoadP99Ms: alone.p99,
      halfLoadWithPagesP99Ms: withPages.tokens.p99,
      halfLoadWithPageLoopP99Ms: withPageLoop.tokens.p99,
      pageLoopPerSecond: withPageLoop.pagesPerSecond,
      refused: [top, alone, withPages.tokens, withPageLoop.tokens].reduce((sum, { refused }) => sum + refused, 0),
    }
    print('alone', alone)
    print(`${pagesPerSecond} pages/s`, withPages.tokens)
    print(`${withPageLoop.pagesPerSecond} pages/s`, withPageLoop.tokens)
    return result
  } finally {
    await product.stop()
  }

  function print(name: string, { perSecond, p50, p99, slowest, ownDelayP99 }: TokenReport): void {
    const rate = `${Math.round(perSecond)} tokens/s`
    process.stdout.write(
      `${place.environment.DATABASE_URL ? 'postgresql' : 'embedded'}, ${name}: ${rate}, p50 ${p50} ms, p99 ${p99} ms, slowest ${slowest} ms; the client itself was late by ${ownDelayP99} ms (p99)\n`,
    )
  }
}

async function seedTables({ DATABASE_URL, MANDATE_DATA }: NodeJS.ProcessEnv): Promise<void> {
  if (DATABASE_URL !== undefined) {
    const client = new pg.Client({ connectionString: DATABASE_URL })
    await client.connect()
    await seedAuthorisations(client, authorisations)
    return await client.end()
  }
  const pglite = await PGlite.create(join(MANDATE_DATA as string, 'database'))
  await seedAuthorisations({ query: async (sql) => (await pglite.exec(sql)).at(-1) as never }, authorisations)
  await pglite.close()
}

/** Makes fresh messages of a credential of its own. */
async function signer({ https }: Product): Promise<(many: number) => string[]> {
  const made = await createSandboxCredential({
    abn: parseAbn('27809366375'),
    name: 'benchmark',
    endpoint: https.url,
  })
  const certificate = made.certificates[0] as KitCredential['certificate']
  const privateKey = createPrivateKey({ key: Buffer.from(made.privateKeyPkcs8), format: 'der', type: 'pkcs8' })
  return (many) =>
    Array.from({ length: many }, () =>
      writeTokenRequest({
        to: https.url + path,
        appliesTo: usiAddress,
        certificate,
        privateKey,
        now: systemClock.now(),
        random: systemRandom,
        // Tells apart what is signed in the same millisecond.
        timestampId: `TS-${uuid(systemRandom)}`,
      }),
    )
}

/** A browser that reads list pages in turn. */
function pageReader({ http }: Product, cookie: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  let count = 0
  const read = async () => {
    const page = listPages[count++ % listPages.length] as string
    const { status, text } = await readPage({ ...http, agent, path: page, cookie })
    if (status !== 200 || !text.includes('Large Business Holdings')) throw new Error(`${page} answered ${status}`)
  }
  return {
    read,
    /** Reads while `work` goes on: so many pages a second, or one after the other. */
    async during(perSecond: number | undefined, work: () => Promise<TokenReport>) {
      let over = false
      let pages = 0
      const reading = (async () => {
        while (!over) {
          const next = performance.now() + 1000 / (perSecond ?? Number.POSITIVE_INFINITY)
          await read()
          pages++
          const rest = next - performance.now()
          if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
        }
      })()
      const tokens = await work()
      over = true
      await reading
      return { tokens, pagesPerSecond: Math.round((pages / (requests / tokens.perSecond)) * 10) / 10 }
    },
  }
}
