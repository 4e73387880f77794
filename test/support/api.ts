import { addDays, dayOf } from '../../lib/core/calendar-day.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { createApiToken } from '../../lib/domain/ram/api-tokens/create-api-token.ts'
import { type ApiRight, apiRightNames, mayGive } from '../../lib/policy/permissions/api-rights.ts'
import { roleOf } from '../../lib/policy/permissions/roles.ts'
import { createApiService } from '../../lib/services/api/index.ts'
import { serve } from './http.ts'
import type { RamWorld } from './ram.ts'

export type ApiAnswer = { status: number; headers: Headers; body: Record<string, unknown> & { code?: string } }

/** The API of a test world behind the real dispatcher, and a way to call it. */
export async function serveApi(world: RamWorld, options: Parameters<typeof createApiService>[1] = {}) {
  const server = await serve(await createApiService(world.runtime, options))

  async function call(
    method: string,
    path: string,
    { token, body, headers = {} }: { token?: string; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<ApiAnswer> {
    const answer = await fetch(`${server.url}/api/v1${path}`, {
      method,
      headers: {
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await answer.text()
    const isJson = /^application\/(problem\+)?json/.test(answer.headers.get('content-type') ?? '')
    return { status: answer.status, headers: answer.headers, body: isJson && text !== '' ? JSON.parse(text) : {} }
  }

  return { url: server.url, call, close: server.close }
}

/** A new token of a person for a business; with every right that the person can give, where none are named. */
export async function newToken(
  world: RamWorld,
  { context, id: authorisationId }: { context: UseCaseContext; id: string },
  { rights, name = 'test', days = 30 }: { rights?: readonly ApiRight[]; name?: string; days?: number } = {},
): Promise<{ secret: string; id: string }> {
  const mine = await world.store.authorisation.findUniqueOrThrow({ where: { id: authorisationId } })
  const asker = { strength: context.actor.strength, role: roleOf(mine) }
  const { secret, id } = await createApiToken(context, {
    submissionId: world.newId(),
    abn: mine.abn,
    name,
    rights: [...(rights ?? apiRightNames.filter((right) => mayGive(right, asker)))],
    lastDay: addDays(dayOf(world.clock.now()), days),
  })
  return { secret: secret ?? '', id }
}
