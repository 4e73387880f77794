import { z } from 'zod'
import { MandateError } from '../../../core/errors/index.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'
import { isConflictOn } from '../../../platform/store/conflict.ts'
import type { Persona } from '../../../platform/store/generated/client.ts'
import { parseInput } from '../../parse-input.ts'
import { day, familyName, givenNames } from '../../ram/fields.ts'
import { recordAct } from '../acts/record-act.ts'
import { requireSandbox } from '../require-sandbox.ts'

/** A made-up person who can sign in. */
export type PersonaView = Omit<Persona, 'position'>

const personaId = z
  .string({ error: 'Enter a short name.' })
  .trim()
  .regex(/^[a-z][a-z0-9-]{1,29}$/, {
    error: 'Use 2 to 30 small letters, digits and hyphens for the short name, a letter first.',
  })
const strength = z.enum(['BASIC', 'STANDARD', 'STRONG'], { error: 'Choose how strong the identity is.' })
const story = z.string().trim().max(200, { error: 'Use 200 characters at most.' }).optional()

export const createPersonaInput = z.object({
  id: personaId.describe('Short name; the person signs in as `<id>@example.com`.'),
  givenNames,
  familyName,
  birthDate: day,
  strength,
  story,
})
export type CreatePersonaInput = z.input<typeof createPersonaInput>

export const changePersonaInput = z.object({
  id: personaId,
  givenNames: givenNames.optional(),
  familyName: familyName.optional(),
  birthDate: day.optional(),
  strength: strength.optional(),
  story,
})
export type ChangePersonaInput = z.input<typeof changePersonaInput>

const mostPersonas = 500

/** Everybody who can sign in to the sandbox. */
export async function listPersonas(runtime: Runtime): Promise<PersonaView[]> {
  requireSandbox(runtime)
  const rows = await runtime.store.persona.findMany({ orderBy: [{ position: 'asc' }, { id: 'asc' }] })
  return rows.map(view)
}

/** @throws MandateError `sandbox.persona-exists`, `sandbox.too-many-personas` */
export async function createPersona(runtime: Runtime, input: CreatePersonaInput): Promise<PersonaView> {
  requireSandbox(runtime)
  const { story: told, ...facts } = parseInput(createPersonaInput, input)
  const { store } = runtime
  const position = await store.persona.count()
  if (position >= mostPersonas) throw new MandateError('sandbox.too-many-personas', { most: mostPersonas })
  try {
    const row = await store.persona.create({
      data: { ...facts, email: `${facts.id}@example.com`, story: told || 'Made in the console.', position },
    })
    await recordAct(runtime, {
      area: 'people',
      summary: `${nameOf(row)} can sign in now (${row.id})`,
      details: view(row),
    })
    return view(row)
  } catch (error) {
    if (isConflictOn(error, 'email') || isConflictOn(error, 'id', { primaryKey: true })) {
      throw new MandateError('sandbox.persona-exists', { id: facts.id }, { cause: error })
    }
    throw error
  }
}

/**
 * Changes a made-up person: the next sign-in shows it. The register keeps the name that it has, so a changed name no
 * longer matches there.
 *
 * @throws MandateError `sandbox.persona-unknown`
 */
export async function changePersona(runtime: Runtime, input: ChangePersonaInput): Promise<PersonaView> {
  requireSandbox(runtime)
  const { id, ...changes } = parseInput(changePersonaInput, input)
  const { store } = runtime
  const { count } = await store.persona.updateMany({ where: { id }, data: changes })
  if (count === 0) throw new MandateError('sandbox.persona-unknown', { id })
  const row = await store.persona.findUniqueOrThrow({ where: { id } })
  const strong = row.strength.charAt(0) + row.strength.slice(1).toLowerCase()
  await recordAct(runtime, {
    area: 'people',
    summary: `${id} is now ${nameOf(row)}, ${strong} identity`,
    details: view(row),
  })
  return view(row)
}

function view({ position: _, ...persona }: Persona): PersonaView {
  return persona
}

function nameOf({ givenNames: given, familyName: family }: Persona): string {
  return `${given} ${family}`
}
