import {
  deleteSandboxSnapshot,
  listSandboxSnapshots,
  resetSandbox,
  restoreSandboxSnapshot,
  setUpSandbox,
  takeSandboxSnapshot,
  type WantedSandboxWorld,
} from '../../../sandbox/console/world.ts'
import { usage } from '../../arguments.ts'
import type { Command } from '../../command.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { next, pairs, shellWord } from '../../output.ts'
import { readText } from '../../read-text.ts'

/** `sandbox snapshot`, `restore`, `reset` and `setup`: the whole world at once. */
export const sandboxSnapshotCommand: Command = {
  name: 'sandbox snapshot',
  summary: 'Keep the world of a sandbox under a name.',
  usage: '[NAME]',
  positionals: [0, 1],
  options: [
    { name: 'replace', meaning: 'Replace the snapshot of this name.' },
    { name: 'delete', meaning: 'Delete the snapshot of this name.' },
    ...endpointOptions,
  ],
  notes: ['Without a name, the snapshots are listed.'],
  examples: ['npx mandate sandbox snapshot before-tests', 'npx mandate sandbox snapshot'],
  async run(context, input) {
    const [name] = input.positionals
    const place = await readEndpoint(context, input)
    if (name === undefined) {
      const answer = await listSandboxSnapshots(place)
      const rows = answer.snapshots.map((one) => [one.name, `${one.createdAt}, ${one.rows} records`] as const)
      return { json: answer, text: rows.length === 0 ? 'There is no snapshot yet.\n' : `${pairs(rows)}\n` }
    }
    if (input.has('delete')) {
      const answer = await deleteSandboxSnapshot(name, place)
      return { json: answer, text: `The snapshot ${name} is deleted.\n` }
    }
    const answer = await takeSandboxSnapshot(name, { ...place, replace: input.has('replace') })
    const again = next(`npx mandate sandbox restore ${shellWord(name)}`)
    return { json: answer, text: `The snapshot ${name} is taken: ${answer.rows} records.\n${again}` }
  },
}

export const sandboxRestoreCommand: Command = {
  name: 'sandbox restore',
  summary: 'Bring back the world of a snapshot.',
  usage: 'NAME',
  positionals: [1, 1],
  options: endpointOptions,
  examples: ['npx mandate sandbox restore before-tests'],
  async run(context, input) {
    const [name = ''] = input.positionals
    const answer = await restoreSandboxSnapshot(name, await readEndpoint(context, input))
    return { json: answer, text: `The world is as it was in ${name}: ${answer.rows} records.\n` }
  },
}

export const sandboxResetCommand: Command = {
  name: 'sandbox reset',
  summary: 'Make a sandbox as it was when it was new.',
  usage: '--yes',
  options: [
    { name: 'yes', meaning: 'Everything that was made there is lost. Snapshots and keys stay.', required: true },
    ...endpointOptions,
  ],
  examples: ['npx mandate sandbox reset --yes'],
  async run(context, input) {
    const answer = await resetSandbox(await readEndpoint(context, input))
    return { json: answer, text: 'The sandbox is as it was when it was new.\n' }
  },
}

export const sandboxSetupCommand: Command = {
  name: 'sandbox setup',
  summary: 'Set up the wanted world of a sandbox in one call, from a JSON file.',
  usage: 'FILE',
  positionals: [1, 1],
  options: endpointOptions,
  notes: ['FILE is - for standard input. What it may hold is in docs/sandbox.md, The world in one call.'],
  examples: ['npx mandate sandbox setup world.json', 'npx mandate sandbox setup - < world.json'],
  async run(context, input) {
    const [file = ''] = input.positionals
    const wanted = readWorld(await readText(context, file))
    const answer = await setUpSandbox(wanted, await readEndpoint(context, input))
    const { businesses, personas, journeys, faults, snapshot } = answer
    return {
      json: answer,
      text: `${pairs([
        ...businesses.map(({ abn, name }) => ['Business', `${name} (${abn})`] as const),
        ...personas.map(({ email }) => ['Persona', email] as const),
        ...journeys.map(({ abn, now, summary }) => ['Time', `${abn}: ${now}, ${summary}`] as const),
        ['Faults', String(faults.length)],
        ['Snapshot', snapshot ?? undefined],
      ])}\n`,
    }
  },
}

/** What the file holds is for the sandbox to judge. */
function readWorld(text: string): WantedSandboxWorld {
  try {
    return JSON.parse(text) as WantedSandboxWorld
  } catch {
    throw usage(sandboxSetupCommand, 'The file is not JSON.')
  }
}
