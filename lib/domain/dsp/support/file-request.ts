import type { Instant } from '../../../core/clock.ts'
import { uuid } from '../../../core/random.ts'
import type { Prisma } from '../../../platform/store/generated/client.ts'
import type { requestKindNames } from '../../../policy/dsp/support.ts'
import type { ChangeTools } from '../../ram/acting/change-tools.ts'

type Facts = Pick<
  Prisma.DspRequestUncheckedCreateInput,
  'subject' | 'productId' | 'credentialId' | 'traceIds' | 'severity' | 'topic' | 'isPrivate'
> & {
  kind: keyof typeof requestKindNames
  status: 'OPEN' | 'RESOLVED'
  email: string
  author: { id: string; name: string }
  /** What the author wrote. */
  text: string
  /** What the house answered at once. */
  answer?: string
  answerDueAt?: Instant
}

/**
 * Files a request of a DSP with its first message. A registration that took effect at once is filed too, resolved, so
 * that the list of requests tells the whole story.
 */
export async function fileRequest(tools: ChangeTools, facts: Facts): Promise<{ id: string; number: number }> {
  const { tx, runtime, abn } = tools
  const { author, text, answer, answerDueAt, ...rest } = facts
  const at = new Date(runtime.clock.now())
  const id = uuid(runtime.random)
  const messages = [
    { id: uuid(runtime.random), authorId: author.id, authorName: author.name, fromDesk: false, text, at },
    ...(answer === undefined
      ? []
      : [
          {
            id: uuid(runtime.random),
            authorId: null,
            authorName: 'Mandate',
            fromDesk: true,
            text: answer,
            at: new Date(at.getTime() + 1),
          },
        ]),
  ]
  const { number } = await tx.dspRequest.create({
    data: {
      id,
      abn,
      ...rest,
      createdById: author.id,
      createdByName: author.name,
      answerDueAt: answerDueAt === undefined ? null : new Date(answerDueAt),
      createdAt: at,
      changedAt: at,
      messages: { create: messages },
    },
  })
  return { id, number }
}

/** The number as people quote it. */
export function requestReference(number: number): string {
  return `DSP-${number}`
}
