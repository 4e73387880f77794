import { parseAbn } from '../../../../core/abn.ts'
import {
  addSandboxAssociate,
  changeSandboxBusiness,
  createSandboxBusiness,
  listSandboxBusinesses,
  removeSandboxAssociate,
  type SandboxBusiness,
} from '../../../sandbox/console/businesses.ts'
import {
  changeSandboxPersona,
  createSandboxPersona,
  listSandboxPersonas,
  type NewSandboxPersona,
  type SandboxPersona,
} from '../../../sandbox/console/people.ts'
import { usage } from '../../arguments.ts'
import type { Command, CommandInput } from '../../command.ts'
import { endpointOptions, readEndpoint } from '../../endpoint.ts'
import { pairs } from '../../output.ts'
import { given } from './given.ts'

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
      const answer = await listSandboxPersonas(place)
      return { json: answer, text: `${pairs(answer.personas.map((one) => [one.id, wordsOf(one)] as const))}\n` }
    }
    const facts = given({
      givenNames: input.value('given-names'),
      familyName: input.value('family-name'),
      birthDate: input.value('birth-date'),
      strength: input.value('strength')?.toUpperCase(),
    })
    // The sandbox says what is missing or wrong.
    const persona = input.has('new')
      ? await createSandboxPersona({ id, ...facts } as NewSandboxPersona, place)
      : await changeSandboxPersona(id, facts, place)
    return { json: persona, text: `${id}: ${wordsOf(persona)}\n` }
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
    { name: 'remove-associate', value: 'WHO', meaning: 'Take an associate out of the register, by name or id.' },
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
      const answer = await listSandboxBusinesses(place)
      return {
        json: answer,
        text: `${pairs(answer.businesses.map((one) => [one.abn, businessWords(one)] as const))}\n`,
      }
    }
    const abn = first === undefined ? undefined : parseAbn(first)
    const business =
      abn === undefined || input.has('new') ? await create(abn, input, place) : await change(abn, input, place)
    return { json: business, text: `${business.abn}: ${businessWords(business)}\n` }
  },
}

type Place = Parameters<typeof listSandboxBusinesses>[0]

async function create(abn: string | undefined, input: CommandInput, place: Place): Promise<SandboxBusiness> {
  const associate = associateOf(input)
  const business = { abn, name: input.value('name'), associates: associate && [associate] }
  return await createSandboxBusiness(given(business) as { name: string }, place)
}

async function change(abn: string, input: CommandInput, place: Place): Promise<SandboxBusiness> {
  const associate = associateOf(input)
  if (associate !== undefined) return await addSandboxAssociate(abn, associate, place)
  const who = input.value('remove-associate')
  if (who !== undefined) return await removeSandboxAssociate(abn, await findAssociate(abn, who, place), place)
  const status = input.has('cancel') ? 'CANCELLED' : input.has('register') ? 'REGISTERED' : undefined
  return await changeSandboxBusiness(abn, given({ name: input.value('name'), status }), place)
}

function associateOf(input: CommandInput): { persona?: string; role?: string } | undefined {
  const persona = input.value('associate')
  return persona === undefined ? undefined : given({ persona, role: input.value('role') })
}

async function findAssociate(abn: string, who: string, place: Place): Promise<string> {
  const { businesses } = await listSandboxBusinesses(place)
  const associates = businesses.find((one) => one.abn === abn)?.associates ?? []
  const found = associates.filter(({ id, name }) => id === who || name.toLowerCase() === who.toLowerCase())
  const [only] = found
  if (only !== undefined && found.length === 1) return only.id
  const names = associates.map(({ id, name }) => `${name} (${id})`).join(', ')
  throw usage(sandboxBusinessCommand, `Name one associate of ${abn}: ${names === '' ? 'it has none' : names}.`)
}

function wordsOf({ givenNames, familyName, strength, email }: SandboxPersona): string {
  return `${givenNames} ${familyName}, ${strength.toLowerCase()} identity, ${email}`
}

function businessWords({ name, status, associates }: SandboxBusiness): string {
  const people = associates.map((one) => one.name).join(', ')
  return `${name}, ${status.toLowerCase()}${people === '' ? '' : `, ${people}`}`
}
