/**
 * First-load JavaScript of the list pages, gzip, from the manifests of the build. Fails above the budget. The last line
 * is JSON.
 *
 *   npm run bench -- page-weight
 */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildPages, projectRoot } from '../../lib/launch/steps.mjs'

/** Budget for one page, bytes: 190 kB. */
const budget = 190_000

const pages = [
  'home',
  'businesses',
  'businesses/[abn]/(tabs)',
  'businesses/[abn]/(tabs)/credentials',
  'businesses/[abn]/(tabs)/notifications',
  'businesses/[abn]/(tabs)/history',
]

type ClientManifest = { entryJSFiles: Record<string, string[]> }

await buildPages()
const build = join(projectRoot, '.next')
const weights = Object.fromEntries(pages.map((page) => [page, weightOf(page)]))
for (const [page, bytes] of Object.entries(weights)) {
  process.stdout.write(`${page.padEnd(40)}${(bytes / 1000).toFixed(1).padStart(8)} kB\n`)
}
process.stdout.write(`${JSON.stringify({ bench: 'page-weight', budget, gzipBytes: weights })}\n`)
if (Object.values(weights).some((bytes) => bytes > budget)) {
  process.stderr.write(`A list page needs more than ${budget / 1000} kB of JavaScript.\n`)
  process.exitCode = 1
}

/** Everything that the browser loads before the page works, each file compressed by itself as it is sent. */
function weightOf(page: string): number {
  const { rootMainFiles } = JSON.parse(
    readFileSync(join(build, 'server/app', page, 'page/build-manifest.json'), 'utf8'),
  )
  const entries = Object.entries(clientManifest(page).entryJSFiles)
  const ofPage = entries.filter(([entry]) => !entry.endsWith('/global-error')).flatMap(([, files]) => files)
  const files = new Set<string>([...rootMainFiles, ...ofPage])
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(build, file))).length, 0)
}

/** The manifest is a script that puts itself under a global name. */
function clientManifest(page: string): ClientManifest {
  const shared = globalThis as { __RSC_MANIFEST?: Record<string, ClientManifest> }
  shared.__RSC_MANIFEST = {}
  createRequire(import.meta.url)(join(build, 'server/app', page, 'page_client-reference-manifest.js'))
  const [manifest] = Object.values(shared.__RSC_MANIFEST)
  if (manifest === undefined) throw new Error(`The build has no manifest of ${page}.`)
  return manifest
}
