#!/usr/bin/env node
// The `mandate` command. Plain JavaScript: the host's Node may be 20, which cannot run TypeScript. Then this runs itself
// again with the Node 24 that the project brings.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { hasProjectNode, projectNode } from './project-node.mjs'

if (process.features.typescript) {
  const { main } = await import('../cli/main.ts')
  process.exitCode = await main(process.argv.slice(2))
} else {
  runWithProjectNode()
}

function runWithProjectNode() {
  if (!hasProjectNode() || process.env.MANDATE_KIT_RERUN !== undefined) {
    process.stderr.write(
      `This command needs Node 24, and this is ${process.version}. Run "npm start" or "npm ci" in the project once: it brings its own Node.\n`,
    )
    process.exitCode = 2
    return
  }
  const child = spawn(
    projectNode,
    ['--disable-warning=ExperimentalWarning', fileURLToPath(import.meta.url), ...process.argv.slice(2)],
    {
      stdio: 'inherit',
      env: { ...process.env, MANDATE_KIT_RERUN: '1' },
    },
  )
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`The project's Node could not be started: ${error.message}\n`)
    process.exitCode = 2
  })
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 1
  })
}
