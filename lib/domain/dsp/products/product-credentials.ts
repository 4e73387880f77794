import type { Prisma } from '../../../platform/store/generated/client.ts'
import type { Store, Transaction } from '../../../platform/store/open.ts'

type Product = { abn: string; code: string }

/**
 * Which machine credentials test a product: those whose name begins with its code, of the organisation itself, or made
 * for a test for any business of the sandbox.
 */
export function testsProduct({ abn, code }: Product): Prisma.CredentialWhereInput {
  return { name: { startsWith: code }, sha256Fingerprint: { not: null }, OR: [{ abn }, { isTest: true }] }
}

/** The credentials that test a product, the oldest first. */
export async function productCredentials(db: Store | Transaction, product: Product, most = 100) {
  return await db.credential.findMany({
    where: testsProduct(product),
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    take: most,
    select: { id: true, abn: true, name: true, status: true, isTest: true, notAfter: true, createdAt: true },
  })
}
