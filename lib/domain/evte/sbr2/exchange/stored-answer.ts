import { fromBase64, toBase64 } from '../../../../core/bytes.ts'
import type { Instant } from '../../../../core/clock.ts'
import type { UserMessage } from '../../../../formats/as4/index.ts'
import type { Prisma } from '../../../../platform/store/generated/client.ts'
import { sbrParties } from '../endpoints.ts'
import type { AnswerDocument } from '../reports/report.ts'
import type { Reply } from './reply.ts'

/** An answer as the database keeps it. */
type StoredAnswer = {
  service: string
  action: string
  conversationId: string
  documents: { name: string; type: string; mime: string; base64: string }[]
}

/** Makes an answer ready to be kept. */
export function toStored(
  about: Pick<UserMessage, 'service' | 'action' | 'conversationId'>,
  documents: readonly AnswerDocument[],
): Prisma.InputJsonObject {
  const { service, action, conversationId } = about
  return {
    service,
    action,
    conversationId,
    documents: documents.map(({ name, type, mime, bytes }) => ({ name, type, mime, base64: toBase64(bytes) })),
  }
}

/** The message that brings a kept answer to its business. */
export function replyOf(
  row: { abn: string; answerId: string; requestId: string | null; mpc: string; answer: unknown },
  { now, signed }: { now: Instant; signed: boolean },
): Reply {
  const { service, action, conversationId, documents } = row.answer as StoredAnswer
  const { abnType, agency, agencyRole, businessRole } = sbrParties
  return {
    signed,
    unit: {
      kind: 'user',
      timestamp: now,
      messageId: row.answerId,
      ...(row.requestId && { refToMessageId: row.requestId }),
      mpc: row.mpc,
      from: { id: agency, type: abnType, role: agencyRole },
      to: { id: row.abn, type: abnType, role: businessRole },
      service,
      action,
      conversationId,
      properties: new Map(),
    },
    documents: documents.map(({ base64, ...about }) => ({ ...about, bytes: fromBase64(base64) as Uint8Array })),
  }
}
