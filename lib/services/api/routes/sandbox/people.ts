import { z } from 'zod'
import {
  changePersona,
  changePersonaInput,
  createPersona,
  createPersonaInput,
  listPersonas,
} from '../../../../domain/sandbox/people/personas.ts'
import { openRoute, type Route } from '../../route.ts'

const persona = z
  .object({
    id: z.string(),
    email: z.string(),
    givenNames: z.string(),
    familyName: z.string(),
    birthDate: z.string(),
    strength: z.enum(['BASIC', 'STANDARD', 'STRONG']),
    story: z.string(),
  })
  .meta({ id: 'SandboxPersona' })

/** Made-up people of the simulated myID. */
export const peopleRoutes: readonly Route[] = [
  openRoute({
    access: 'sandbox',
    method: 'GET',
    path: '/sandbox/personas',
    id: 'listSandboxPersonas',
    summary: 'List who can sign in',
    input: z.object({}),
    answer: z.object({ personas: z.array(persona) }).meta({ id: 'SandboxPersonas' }),
    call: async ({ runtime }) => ({ personas: await listPersonas(runtime) }),
  }),
  openRoute({
    access: 'sandbox',
    method: 'POST',
    path: '/sandbox/personas',
    id: 'createSandboxPersona',
    summary: 'Make up a person who can sign in',
    status: 201,
    input: createPersonaInput,
    answer: persona,
    call: ({ runtime }, input) => createPersona(runtime, input),
  }),
  openRoute({
    access: 'sandbox',
    method: 'PATCH',
    path: '/sandbox/personas/{id}',
    id: 'changeSandboxPersona',
    summary: 'Change the names or the identity strength of a persona',
    description: 'The next sign-in shows it. The register keeps the names that it has.',
    input: changePersonaInput,
    answer: persona,
    call: ({ runtime }, input) => changePersona(runtime, input),
  }),
]
