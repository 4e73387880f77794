// `npm run bench -- NAME [words]`: one of the benchmarks of test/bench; the last line it prints is JSON.
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { generateClient, install, projectRoot, runNode, stop } from './steps.mjs'

const names = readdirSync(join(projectRoot, 'test/bench'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  .map((file) => file.replace(/\.ts$/, ''))
const [name, ...words] = process.argv.slice(2)

if (name === undefined || !names.includes(name)) {
  stop(`Name a benchmark: npm run bench -- NAME\nThere are: ${names.join(', ')}`)
}
await install(true)
await generateClient()
await runNode([join('test/bench', `${name}.ts`), ...words]).catch((error) => stop(error.message))
