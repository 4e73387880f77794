import { fromUtf8, utf8 } from '../../core/bytes.ts'
import { hour } from '../../core/clock.ts'
import { uuid } from '../../core/random.ts'
import type { Runtime } from '../runtime/runtime.ts'

/** How long a journey may be left and taken up again. */
export const draftLifetime = 24 * hour

/** What a person entered on the pages of a journey so far, by the field's name. */
export type DraftAnswers = Readonly<Record<string, readonly string[]>>

/** Whose draft, and of which journey: a draft is readable for nobody and nothing else. */
export type DraftOwner = { personId: string; journey: string }

/**
 * Begins a journey: keeps its first answers, sealed with the master key. Drafts that have lapsed are dropped on the way.
 *
 * @param wanted id that the first page gave the journey, so that going back to it finds the answers; a new one is made
 *   where it is no id or is taken
 * @returns the draft's id, for the address of the next page; it serves as the submission id of the last one
 */
export async function beginDraft(
  runtime: Runtime,
  owner: DraftOwner,
  answers: DraftAnswers,
  wanted?: string,
): Promise<string> {
  const id = wanted !== undefined && (await isFree(runtime, wanted)) ? wanted : uuid(runtime.random)
  const now = runtime.clock.now()
  await runtime.store.draft.deleteMany({ where: { expiresAt: { lt: new Date(now) } } })
  await runtime.store.draft.create({
    data: { id, ...owner, sealed: seal(runtime, owner, id, answers), expiresAt: new Date(now + draftLifetime) },
  })
  return id
}

/** The answers of a draft, or `undefined` where there is none, it has lapsed, or it is another person's. */
export async function readDraft(runtime: Runtime, owner: DraftOwner, id: string): Promise<DraftAnswers | undefined> {
  if (!idPattern.test(id)) return undefined
  const row = await runtime.store.draft.findFirst({
    where: { id, ...owner, expiresAt: { gt: new Date(runtime.clock.now()) } },
  })
  if (row === null) return undefined
  return JSON.parse(fromUtf8(runtime.sealer.open(purpose(owner, id), row.sealed))) as DraftAnswers
}

/** Reads a draft for the last time: whoever comes after finds nothing. For what is shown once. */
export async function takeDraft(runtime: Runtime, owner: DraftOwner, id: string): Promise<DraftAnswers | undefined> {
  const answers = await readDraft(runtime, owner, id)
  if (answers === undefined) return undefined
  const { count } = await runtime.store.draft.deleteMany({ where: { id, ...owner } })
  return count === 1 ? answers : undefined
}

/** Adds the answers of one page to a draft; answers of the same name replace the earlier ones. */
export async function addToDraft(
  runtime: Runtime,
  owner: DraftOwner,
  id: string,
  answers: DraftAnswers,
): Promise<DraftAnswers | undefined> {
  const before = await readDraft(runtime, owner, id)
  if (before === undefined) return undefined
  const all = { ...before, ...answers }
  await runtime.store.draft.updateMany({
    where: { id, ...owner },
    data: {
      sealed: seal(runtime, owner, id, all),
      expiresAt: new Date(runtime.clock.now() + draftLifetime),
    },
  })
  return all
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

async function isFree({ store }: Runtime, id: string): Promise<boolean> {
  return idPattern.test(id) && (await store.draft.count({ where: { id } })) === 0
}

function seal(runtime: Runtime, owner: DraftOwner, id: string, answers: DraftAnswers): Uint8Array<ArrayBuffer> {
  return new Uint8Array(runtime.sealer.seal(purpose(owner, id), utf8(JSON.stringify(answers))))
}

function purpose({ personId, journey }: DraftOwner, id: string): string {
  return `draft/${journey}/${personId}/${id}`
}
