import { Prisma } from './generated/client.ts'

/**
 * True when the database refused a write because another row has the same value under a unique constraint that covers
 * `field`. PGlite and PostgreSQL report the constraint in different ways; this reads both.
 */
export function isConflictOn(error: unknown, field: string): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false
  return JSON.stringify(error.meta ?? {}).includes(field)
}

/** True when a transaction lost a race and the same work can simply be done again. */
export function isRetryable(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034'
}
