/**
 * Time to first byte of the list pages: the built product on PostgreSQL, four connections, while the tables grow from
 * 1,000 to 1,000,000 authorisations. Server, database and load share the machine. The last line is JSON.
 *
 *   npm run bench -- pages [totals, separated by commas] [requests per page]
 */
import { Agent } from 'node:http'
import pg from 'pg'
import { buildPages } from '../../lib/launch/steps.mjs'
import { type Product, productPlace, readPage, signInMeasured, startProduct } from '../load/product.ts'
import { measured, type Seeded, seedAuthorisations } from '../load/seed-authorisations.ts'
import { startTemporaryPostgres } from '../support/postgres.ts'

const connections = 4
const totals = (process.argv[2] ?? '1000,10000,100000,1000000').split(',').map(Number)
const requests = Number(process.argv[3] ?? 400)

type Page = { name: string; path: string; shows: string }
type Figures = { p50: number; p99: number; whole50: number; bytes: number; perSecond: number }

await buildPages()
const postgres = await startTemporaryPostgres()
const place = productPlace(postgres.url)
let product: Product | undefined
try {
  product = await startProduct(place)
  await main(product)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.stack : error}\n`)
  process.exitCode = 1
} finally {
  await product?.stop()
  await postgres.stop()
  place.remove()
}

async function main({ environment, http }: Product): Promise<void> {
  const client = new pg.Client({ connectionString: postgres.url })
  await client.connect()
  client.on('error', () => {})
  const results: Record<string, Record<string, Figures>> = {}
  let cookie: string | undefined
  for (const total of totals) {
    const begun = performance.now()
    const seeded = await seedAuthorisations(client, total)
    const seconds = ((performance.now() - begun) / 1000).toFixed(1)
    process.stdout.write(`\n${describe(seeded)}; seeded in ${seconds} s\n`)
    cookie ??= await signInMeasured(environment)
    const ofSize: Record<string, Figures> = {}
    for (const page of await pagesOf(client, seeded)) ofSize[page.name] = await measure(http, page, cookie)
    results[total] = ofSize
    printTable(ofSize)
  }
  await client.end()
  process.stdout.write(`${JSON.stringify({ bench: 'pages', connections, requests, ms: shortened(results) })}\n`)
}

function describe({ total, ofBusiness, credentials, ofPerson }: Seeded): string {
  const number = (value: number) => value.toLocaleString('en-AU')
  return `${number(total)} authorisations in all, ${number(ofBusiness)} of the business with ${number(credentials)} credentials, ${number(ofPerson)} businesses of the person`
}

async function pagesOf(client: pg.Client, { ofBusiness, history }: Seeded): Promise<Page[]> {
  const business = `/businesses/${measured.abn}`
  const { rows } = await client.query<{ familyName: string; givenNames: string; id: string; email: string }>(
    `SELECT "familyName", "givenNames", "id", "email" FROM "Authorisation" WHERE "abn" = $1
     ORDER BY "familyName", "givenNames", "id" OFFSET $2 LIMIT 2`,
    [measured.abn, Math.floor(ofBusiness * 0.9)],
  )
  const [row, next] = rows
  if (row === undefined || next === undefined) throw new Error('The seed is missing.')
  const cursor = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url')
  const deep = cursor('authorisations/name', row.familyName, row.givenNames, row.id)
  return [
    { name: 'home', path: '/home', shows: 'Robin Measured' },
    { name: 'businesses', path: '/businesses', shows: 'Bishop' },
    { name: 'businesses, search', path: '/businesses?search=dental', shows: 'Dental' },
    { name: 'business', path: business, shows: 'Large Business Holdings' },
    { name: 'business, deep page', path: `${business}?after=${deep}`, shows: next.familyName },
    { name: 'business, search many', path: `${business}?search=nguyen`, shows: 'Nguyen' },
    { name: 'business, search one', path: `${business}?search=${row.email}`, shows: row.familyName },
    { name: 'business, ending first', path: `${business}?sort=end-date`, shows: 'Basic user' },
    { name: 'credentials', path: `${business}/credentials`, shows: 'server' },
    { name: 'credentials, search', path: `${business}/credentials?search=joinery`, shows: 'Joinery' },
    { name: 'history', path: `${business}/history`, shows: 'uthorisation' },
    { name: 'history, deep page', path: `${business}/history?after=${cursor('history', history / 2)}`, shows: 'uth' },
    { name: 'history, search', path: `${business}/history?search=okafor`, shows: 'Okafor' },
  ]
}

async function measure(http: Product['http'], page: Page, cookie: string): Promise<Figures> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const ask = () => readPage({ ...http, agent, path: page.path, cookie })
  const first = await ask()
  if (first.status !== 200 || !first.text.includes(page.shows)) {
    throw new Error(`${page.path} answered ${first.status} without "${page.shows}"`)
  }
  await load(40)
  const begun = performance.now()
  const taken = await load(requests)
  const seconds = (performance.now() - begun) / 1000
  agent.destroy()
  const firstBytes = taken.map(({ firstByte }) => firstByte).sort((a, b) => a - b)
  const wholes = taken.map(({ whole }) => whole).sort((a, b) => a - b)
  return {
    p50: percentile(firstBytes, 50),
    p99: percentile(firstBytes, 99),
    whole50: percentile(wholes, 50),
    bytes: first.text.length,
    perSecond: Math.round(requests / seconds),
  }

  async function load(many: number): Promise<{ firstByte: number; whole: number }[]> {
    const all: { firstByte: number; whole: number }[] = []
    let left = many
    const worker = async () => {
      while (left-- > 0) {
        const answer = await ask()
        if (answer.status !== 200) throw new Error(`${page.path} answered ${answer.status}`)
        all.push(answer)
      }
    }
    await Promise.all(Array.from({ length: connections }, worker))
    return all
  }
}

function percentile(sorted: readonly number[], percent: number): number {
  const at = Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)
  return Math.round((sorted[at] ?? Number.NaN) * 10) / 10
}

function printTable(pages: Record<string, Figures>): void {
  const line = (cells: readonly (string | number)[]) =>
    `${cells.map((cell, at) => (at === 0 ? String(cell).padEnd(26) : String(cell).padStart(11))).join('')}\n`
  process.stdout.write(line(['page', 'p50 ms', 'p99 ms', 'whole p50', 'bytes', 'pages/s']))
  for (const [name, { p50, p99, whole50, bytes, perSecond }] of Object.entries(pages)) {
    process.stdout.write(line([name, p50, p99, whole50, bytes, perSecond]))
  }
}

function shortened(results: Record<string, Record<string, Figures>>) {
  return Object.fromEntries(
    Object.entries(results).map(([total, pages]) => [
      total,
      Object.fromEntries(Object.entries(pages).map(([name, { p50, p99 }]) => [name, { p50, p99 }])),
    ]),
  )
}
