// `npm run authority -- COMMAND`: what an operator does with the certification authority.
import { join } from 'node:path'
import { generateClient, install, projectRoot, runNode, stop } from './steps.mjs'

const [command, ...more] = process.argv.slice(2)
if (command !== 'add-sub' || more.length > 0) {
  stop(
    'Usage: npm run authority -- add-sub\nMakes a new Sub CA beside the old one; see docs/operations.md, Certification authority.',
  )
}
await install(false)
await generateClient()
await runNode([join(projectRoot, 'lib/services/start/add-sub.ts')]).catch((error) => stop(error.message))
