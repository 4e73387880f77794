import { parseAbn } from '../../../../core/abn.ts'
import { askSandbox } from '../../../sandbox/ask-sandbox.ts'
import type { Command, CommandInput } from '../../command.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { pairs } from '../../output.ts'

export const sandboxPersonaCommand: Command = {
  name: 'sandbox persona',
  summary: 'List, make up or change people who can sign in to a sandbox.',
  usage: '[ID] [--given-names NAME --family-name NAME --birth-date DATE --strength STRENGTH]',
  positionals: [0, 1],
  options: [
    { name: 'given-names', value: 'NAMES', meaning: 'Given names.' },
    { name: 'family-name', value: 'NAME', meaning: 'Family name.' },
    { name: 'birth-date', value: 'DATE', meaning: 'Date of birth, such as 1990-01-31.' },
    { name: 'strength', value: 'STRENGTH', meaning: 'basic, standard or strong.' },
    { name: 'new', meaning: 'Make up a new person of this short name.' },
    ...endpointOptions,
  ],
  notes: ['Without an id, everybody is listed. Without --new, only what is named is changed.'],
  examples: [
    'npx mandate sandbox persona tom --strength standard',
    'npx mandate sandbox persona vera --new --given-names Vera --family-name Stone --birth-date 1990-01-31 --strength strong',
  ],
  async run(context, input) {
    const place = await readEndpoint(context, input)
    const [id] = input.positionals
    if (id === undefined) {
      const { answer } = await askSandbox('/api/v1/sandbox/personas', place)
      const { personas } = answer as unknown as { personas: Persona[] }
      return { json: answer, text: `${pairs(personas.map((one) => [one.id, wordsOf(one)] as const))}\n` }
    }
    const facts = given({
      givenNames: input.value('given-names'),
      familyName: input.value('family-name'),
      birthDate: input.value('birth-date'),
      strength: input.value('strength')?.toUpperCase(),
    })
    const { answer } = input.has('new')
      ? await askSandbox('/api/v1/sandbox/personas', place, { id, ...facts })
      : await askSandbox(`/api/v1/sandbox/personas/${encodeURIComponent(id)}`, place, facts, 'PATCH')
    return { json: answer, text: `${id}: ${wordsOf(answer as unknown as Persona)}\n` }
  },
}

export const sandboxBusinessCommand: Command = {
  name: 'sandbox business',
  summary: 'List, register or change businesses of the simulated register.',
  usage: '[ABN] [--name NAME] [--cancel | --register] | --new --name NAME',
  positionals: [0, 1],
  options: [
    { name: 'name', value: 'NAME', meaning: 'Name in the register.' },
    { name: 'new', meaning: 'Register a new business; without an ABN, one is made up.' },
    { name: 'associate', value: 'ID', meaning: 'Short name of a persona who becomes an associate.' },
    { name: 'role', value: 'ROLE', meaning: 'What the associate is. Default: Director.' },
    { name: 'cancel', meaning: 'Cancel the ABN.' },
    { name: 'register', meaning: 'Register the ABN again.' },
    ...endpointOptions,
  ],
  examples: [
    'npx mandate sandbox business --new --name "Stone Masonry" --associate vera',
    'npx mandate sandbox business 27809366375 --cancel',
  ],
  async run(context, input) {
    const place = await readEndpoint(context, input)
    const [first] = input.positionals
    if (first === undefined && !input.has('new')) {
      const { answer } = await askSandbox('/api/v1/sandbox/businesses', place)
      const { businesses } = answer as unknown as { businesses: Business[] }
      return { json: answer, text: `${pairs(businesses.map((one) => [one.abn, businessWords(one)] as const))}\n` }
    }
    const abn = first === undefined ? undefined : parseAbn(first)
    const { answer } = await actOn(abn, input, place)
    return { json: answer, text: `${String(answer.abn)}: ${businessWords(answer as unknown as Business)}\n` }
  },
}

type Persona = { id: string; givenNames: string; familyName: string; strength: string; email: string }
type Business = { abn: string; name: string; status: string; associates: { name: string }[] }

async function actOn(abn: string | undefined, input: CommandInput, place: Parameters<typeof askSandbox>[1]) {
  const persona = input.value('associate')
  const associate = persona === undefined ? undefined : given({ persona, role: input.value('role') })
  if (input.has('new')) {
    const associates = associate && [associate]
    return await askSandbox('/api/v1/sandbox/businesses', place, given({ abn, name: input.value('name'), associates }))
  }
  const path = `/api/v1/sandbox/businesses/${abn}`
  if (associate !== undefined) return await askSandbox(`${path}/associates`, place, associate)
  const status = input.has('cancel') ? 'CANCELLED' : input.has('register') ? 'REGISTERED' : undefined
  return await askSandbox(path, place, given({ name: input.value('name'), status }), 'PATCH')
}

/** What was given; the rest is left out. */
function given(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}

function wordsOf({ givenNames, familyName, strength, email }: Persona): string {
  return `${givenNames} ${familyName}, ${strength.toLowerCase()} identity, ${email}`
}

function businessWords({ name, status, associates }: Business): string {
  const people = associates.map((one) => one.name).join(', ')
  return `${name}, ${status.toLowerCase()}${people === '' ? '' : `, ${people}`}`
}
