import { readFile } from 'node:fs/promises'
import type { Command } from '../command.ts'

export const versionCommand: Command = {
  name: 'version',
  summary: 'Show the version of Mandate and of Node.',
  usage: '',
  options: [],
  examples: ['npx mandate version'],
  async run() {
    const file = await readFile(new URL('../../../../package.json', import.meta.url), 'utf8')
    const { version } = JSON.parse(file) as { version: string }
    return {
      text: `Mandate ${version}, Node ${process.versions.node}\n`,
      json: { version, node: process.versions.node },
    }
  },
}
