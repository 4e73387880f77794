// `npm run authority -- COMMAND`: what an operator does with the certification authority and the keys of the house.
import { join } from 'node:path'
import { generateClient, install, projectRoot, runNode, stop } from './steps.mjs'

const commands = ['add-sub', 'new-token-key', 'new-token-key --stolen']
const words = process.argv.slice(2)
if (!commands.includes(words.join(' '))) {
  stop(
    'Usage: npm run authority -- COMMAND\n' +
      '  add-sub                  makes a new Sub CA beside the old one\n' +
      '  new-token-key            makes a new token signing key, which signs in a week\n' +
      '  new-token-key --stolen   makes one that signs at once, and revokes every earlier one\n' +
      'See docs/operations.md, Certification authority.',
  )
}
await install(false)
await generateClient()
await runNode([join(projectRoot, 'lib/services/start/authority-command.ts'), ...words]).catch((error) =>
  stop(error.message),
)
