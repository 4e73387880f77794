import { redirect } from 'next/navigation'
import { uuid } from '../../lib/core/random.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { addToDraft, beginDraft, type DraftAnswers, readDraft, takeDraft } from '../../lib/platform/drafts/drafts.ts'
import { all } from './read-form.ts'

/** What a person entered on a journey so far; `undefined` where it has lapsed or never began. */
export function journeyAnswers(
  { runtime, actor }: UseCaseContext,
  journey: string,
  draft: string | undefined,
): Promise<DraftAnswers | undefined> {
  if (draft === undefined) return Promise.resolve(undefined)
  return readDraft(runtime, { personId: actor.personId, journey }, draft)
}

/** The same for the last time: opened again, the page finds nothing. For what is shown once. */
export function lastAnswers(
  { runtime, actor }: UseCaseContext,
  journey: string,
  draft: string | undefined,
): Promise<DraftAnswers | undefined> {
  if (draft === undefined) return Promise.resolve(undefined)
  return takeDraft(runtime, { personId: actor.personId, journey }, draft)
}

/**
 * Keeps the answers of one page of a journey; begins it where there is none yet.
 *
 * @returns the draft's id, for the address of the next page
 */
export async function keepAnswers(
  { runtime, actor }: UseCaseContext,
  journey: string,
  draft: string | undefined,
  answers: DraftAnswers,
): Promise<string> {
  const owner = { personId: actor.personId, journey }
  if (draft !== undefined && (await addToDraft(runtime, owner, draft, answers)) !== undefined) return draft
  return beginDraft(runtime, owner, answers, draft)
}

/**
 * The draft of the first page of a journey. Without one in the address, the page is opened again under a fresh id:
 * nothing is written, but going back to the page finds what was answered on it.
 */
export function firstPageDraft({ runtime }: UseCaseContext, draft: string | undefined, path: string): string {
  return draft ?? redirect(`${path}?draft=${uuid(runtime.random)}`)
}

/** The fields of a form that a page answers, as a draft keeps them. */
export function answersFrom(form: FormData, names: readonly string[]): DraftAnswers {
  return Object.fromEntries(names.map((name) => [name, all(form, name)]))
}

/** The first answer to a question, or `undefined`. */
export function answer(answers: DraftAnswers, name: string): string | undefined {
  return answers[name]?.[0]
}
