import { createHash } from 'node:crypto'
import { MandateError } from '../../../core/errors/index.ts'
import { uuid } from '../../../core/random.ts'
import { derivedId } from '../../../platform/derived-id.ts'
import type { Runtime } from '../../../platform/runtime/runtime.ts'

/**
 * The submission id of a request: with an idempotency key always the same for that token and key, so that the use case
 * does its work once and answers the same again, also after a crash between work and answer. A key belongs to one
 * request, even if that was refused.
 *
 * @param sent everything that makes the request what it is
 * @throws MandateError `api.idempotency-conflict`
 */
export async function claimKey(
  { store, clock, random }: Runtime,
  { tokenId, key, sent }: { tokenId: string; key: string | undefined; sent: string },
): Promise<string> {
  if (key === undefined) return uuid(random)
  const requestHash = createHash('sha256').update(sent).digest('hex')
  await store.apiCall.createMany({
    data: { tokenId, key, requestHash, createdAt: new Date(clock.now()) },
    skipDuplicates: true,
  })
  const first = await store.apiCall.findUniqueOrThrow({ where: { tokenId_key: { tokenId, key } } })
  if (first.requestHash !== requestHash) throw new MandateError('api.idempotency-conflict')
  return derivedId(`api/${tokenId}/${key}`)
}
