import type { Authorisation } from '../../../platform/store/generated/client.ts'
import { isInForce } from '../../../policy/authorisations/lifecycle.ts'
import { permissionMatrix } from '../../../policy/permissions/acts.ts'
import { roleOf } from '../../../policy/permissions/roles.ts'
import type { ChangeTools } from '../acting/change-tools.ts'

/** Nobody needs a notice in more mailboxes than this. */
const most = 20

/** Addresses of those who may add users: principal authorities and authorisation administrators in force. */
export async function administratorEmails({
  tx,
  abn,
  now,
  today,
}: Pick<ChangeTools, 'tx' | 'abn' | 'now' | 'today'>): Promise<string[]> {
  const rows = await tx.authorisation.findMany({
    where: {
      abn,
      status: { in: ['ACTIVE', 'ACCEPTED'] },
      OR: [{ isAdministrator: true }, { type: { notIn: ['STANDARD', 'BASIC'] } }],
    },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  })
  const cells = permissionMatrix['create-authorisation'].cells
  const emails = rows
    .filter((row) => isInForce(row, now, today) && cells[roleOf(row)] === 'yes')
    .map((row) => row.email)
  return [...new Set(emails)].slice(0, most)
}

/** Address of whoever sent a request, while they act for the business; else of all administrators. */
export async function senderEmails(tools: ChangeTools, authorisation: Authorisation): Promise<string[]> {
  const { tx, abn } = tools
  const sender =
    authorisation.createdById === null
      ? null
      : await tx.authorisation.findUnique({ where: { heldBy: `${abn}/${authorisation.createdById}` } })
  return sender === null ? await administratorEmails(tools) : [sender.email]
}
