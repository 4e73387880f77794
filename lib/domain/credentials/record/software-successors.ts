import type { Credential } from '../../../platform/store/generated/client.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'

const longestLine = 100

/**
 * The credentials that software made from this one at the word of its key, and from those in turn, which still stand.
 * Whoever had the key may have made them.
 */
export async function softwareSuccessorsOf(db: Store | Transaction, id: string): Promise<Credential[]> {
  const found: Credential[] = []
  let parents = [id]
  while (parents.length > 0 && found.length < longestLine) {
    const children = await db.credential.findMany({
      where: { renewsId: { in: parents }, createdById: null, isTest: false },
      orderBy: { createdAt: 'asc' },
    })
    found.push(...children)
    parents = children.map((child) => child.id)
  }
  return found.filter(({ status }) => status === 'ACTIVE' || status === 'SUSPENDED')
}
