// `npm start`: from whatever state the folder is in to a serving Mandate.
import { spawn } from 'node:child_process'
import { projectNode } from '../kit/bin/project-node.mjs'
import { buildPages, generateClient, install, nodeFlags, projectRoot, stop } from './steps.mjs'

const development = process.argv.includes('--dev')

if (Number(process.versions.node.split('.')[0]) < 20) {
  stop(
    `Mandate needs Node 20 or newer to start; this is ${process.version}. Get a newer one from your system's packages.`,
  )
}
await install(development)
await generateClient()
if (!development) await buildPages()

const server = spawn(projectNode, [...nodeFlags, 'server.ts', ...(development ? ['--dev'] : [])], {
  cwd: projectRoot,
  stdio: 'inherit',
  env: { ...process.env, NODE_ENV: development ? 'development' : 'production', NEXT_TELEMETRY_DISABLED: '1' },
})
server.on('error', (error) => stop(`The server did not start: ${error.message}`))
server.on('exit', (code, signal) => process.exit(signal === null ? (code ?? 1) : 1))

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))

// npm doesn't hand SIGTERM on: it ends, and so does the shell between. Without this the server would stay as an orphan
// that holds the port and the data folder.
if (process.env.npm_lifecycle_event !== undefined && process.platform !== 'win32') {
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) server.kill('SIGTERM')
  }, 250).unref()
}
