import type { Store, Transaction } from '../../../platform/store/open.ts'

/** Mailboxes of those who work at the operator's desk; nobody needs more than these. */
export async function deskAddresses(db: Store | Transaction): Promise<string[]> {
  const people = await db.person.findMany({
    where: { isOperator: true, email: { not: null } },
    orderBy: { createdAt: 'asc' },
    take: 10,
    select: { email: true },
  })
  return people.map(({ email }) => email as string)
}
