// `npm test`: everything that guards main, from a fresh clone. `npm test -- unit` (or lint, types, rules, e2e) runs a
// part of it.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { projectNode } from '../kit/bin/project-node.mjs'
import { buildPages, generateClient, install, nodeFlags, projectRoot, run, runNode, step, stop } from './steps.mjs'

/** Debian's packages that the tests call, each with a file that shows it is there. */
const systemPackages = [
  { name: 'chromium', files: ['/usr/bin/chromium'] },
  { name: 'xmlsec1', files: ['/usr/bin/xmlsec1'] },
  { name: 'poppler-utils', files: ['/usr/bin/pdftotext', '/usr/bin/pdfinfo'] },
  { name: 'unzip', files: ['/usr/bin/unzip'] },
  { name: 'postgresql', folder: '/usr/lib/postgresql' },
  { name: 'openssl', files: ['/usr/bin/openssl'] },
  { name: 'softhsm2', files: ['/usr/bin/softhsm2-util'] },
  { name: 'opensc', files: ['/usr/bin/pkcs11-tool'] },
]

const parts = {
  lint: {
    title: 'Lint',
    run: () => runNode(['node_modules/@biomejs/biome/bin/biome', 'check', '--error-on-warnings', '.']),
  },
  types: { title: 'Types', run: () => runNode(['node_modules/typescript/bin/tsc', '--noEmit']) },
  rules: { title: 'Dependency rules and lockfile', run: checkRules },
  unit: { title: 'Unit and integration tests', run: () => vitest('unit', ['run']) },
  e2e: {
    title: 'Browser journeys',
    run: async () => {
      await buildPages()
      await vitest('e2e', ['run', '--config', 'test/e2e/vitest.config.ts'])
    },
  },
}

const wanted = process.argv.slice(2).filter((word) => word in parts)
const begun = Date.now()
const counts = { passed: 0, failed: 0 }

await install(true)
await generateClient()
await installSystemPackages()
rmSync(join(projectRoot, '.test'), { recursive: true, force: true })
mkdirSync(join(projectRoot, '.test'), { recursive: true })

const failures = []
for (const [name, part] of Object.entries(parts)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const started = Date.now()
  process.stdout.write(`\n== ${part.title}\n`)
  try {
    await part.run()
  } catch (error) {
    failures.push(`${part.title}: ${error.message}`)
  }
  process.stdout.write(`== ${part.title}: ${((Date.now() - started) / 1000).toFixed(1)} s\n`)
}

process.stdout.write(`\nAll of it took ${((Date.now() - begun) / 1000).toFixed(0)} s.\n`)
for (const failure of failures) process.stdout.write(`FAILED ${failure}\n`)
process.stdout.write(`${counts.passed} passed, ${counts.failed + failures.length} failed\n`)
process.exit(failures.length > 0 ? 1 : 0)

async function installSystemPackages() {
  const missing = systemPackages.filter(isMissing).map(({ name }) => name)
  if (missing.length === 0) return
  const mayInstall = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')
  if (!mayInstall) {
    stop(`The tests need ${missing.join(', ')}. On Debian or Ubuntu, as root: apt-get install ${missing.join(' ')}`)
  }
  await step(`Installing Debian's ${missing.join(', ')}`, async () => {
    const quiet = { stdio: ['ignore', 'ignore', 'inherit'], env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
    await run('apt-get', ['update', '-qq'], quiet)
    await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], quiet)
  })
}

function isMissing({ files = [], folder }) {
  return files.some((file) => !existsSync(file)) || (folder !== undefined && !existsSync(folder))
}

async function vitest(name, args) {
  const report = join(projectRoot, '.test', `${name}.json`)
  try {
    await runNode([
      'node_modules/vitest/vitest.mjs',
      ...args,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ])
  } finally {
    if (existsSync(report)) {
      const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'))
      counts.passed += numPassedTests
      counts.failed += numFailedTests
      process.stdout.write(`${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped\n`)
    }
  }
  if (!existsSync(report)) throw new Error('the test runner left no report')
}

async function checkRules() {
  const result = spawnSync(
    projectNode,
    [
      ...nodeFlags,
      'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs',
      ...['--config', '.dependency-cruiser.mjs', '--output-type', 'json'],
      ...['server.ts', 'app', 'components', 'lib', 'prisma', 'test'].filter((path) =>
        existsSync(join(projectRoot, path)),
      ),
    ],
    { cwd: projectRoot, encoding: 'utf8', maxBuffer: 256 * 1024 * 1024 },
  )
  const { modules, summary } = JSON.parse(result.stdout)
  for (const { rule, from, to } of summary.violations) process.stdout.write(`${rule.name}: ${from} -> ${to}\n`)
  process.stdout.write(`${modules.length} modules, ${summary.violations.length} violations\n`)
  if (summary.violations.length > 0) throw new Error(`${summary.violations.length} imports break the rules`)
  // With a compiler that it doesn't know, the tool sees nothing and is content: it must have seen this import.
  const abn = modules.find(({ source }) => source === 'lib/core/abn.ts')
  if (!abn?.dependencies.some(({ resolved }) => resolved === 'lib/core/errors/index.ts')) {
    throw new Error('the import checker did not read the TypeScript files')
  }
  if (/"resolved": "http/.test(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8'))) {
    throw new Error('package-lock.json names addresses of a registry; make it with omit-lockfile-registry-resolved')
  }
}
