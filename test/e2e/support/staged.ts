import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { UseCaseContext } from '../../../lib/domain/context.ts'
import { openAuthority } from '../../../lib/platform/authority/open.ts'
import { pairwiseSubject } from '../../../lib/platform/oidc/pairwise-subject.ts'
import type { Runtime } from '../../../lib/platform/runtime/runtime.ts'
import { readSettings } from '../../../lib/platform/settings/settings.ts'
import { buildRuntime } from '../../../lib/services/start/build-runtime.ts'
import { seed } from '../../../prisma/seed/index.ts'
import { personas } from '../../../prisma/seed/personas.ts'

/**
 * Prepares the data folder of a sandbox before its server starts, with what would take a browser too long: `stage` gets
 * the seeded Runtime. @returns the folder, for `MANDATE_DATA`
 */
export async function stageSandbox(stage: (runtime: Runtime) => Promise<void>): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'mandate-staged-'))
  const { runtime, close } = await buildRuntime(readSettings({ MANDATE_DATA: folder }))
  try {
    await seed(runtime, await openAuthority(runtime))
    await stage(runtime)
  } finally {
    await close()
  }
  return folder
}

/** A persona as if they had signed in before, with the terms accepted: signing in finds this very person. */
export async function stagePerson(runtime: Runtime, personaId: string): Promise<UseCaseContext> {
  const persona = personas.find(({ id }) => id === personaId)
  if (persona === undefined) throw new Error(`there is no persona ${personaId}`)
  const { givenNames, familyName, birthDate, strength } = persona
  const at = new Date(runtime.clock.now())
  const subject = pairwiseSubject(runtime.sealer, 'myid', runtime.settings.oidcClientId, personaId)
  const facts = { givenNames, familyName, birthDate, lastSeenAt: at, termsAcceptedAt: at }
  const { id } = await runtime.store.person.upsert({
    where: { subject },
    create: { id: crypto.randomUUID(), subject, createdAt: at, ...facts },
    update: facts,
  })
  return { runtime, actor: { personId: id, givenNames, familyName, strength } }
}
