import { Prisma } from './generated/client.ts'

type Constraint = { fields?: string[]; index?: string }

/**
 * True when the database refused a write because another row has the same value under a unique constraint that covers
 * `field`. PGlite names the constraint's fields, PostgreSQL its index; this reads both.
 *
 * @param field name of the column in the schema
 * @param options.primaryKey say so where the field is the primary key: its index doesn't bear its name
 */
export function isConflictOn(error: unknown, field: string, options: { primaryKey?: boolean } = {}): boolean {
  if (!(error instanceof Prisma.PrismaClientKnownRequestError) || error.code !== 'P2002') return false
  const { fields, index } = constraintOf(error)
  if (fields !== undefined) return fields.some((name) => name.replaceAll('"', '') === field)
  if (index === undefined) return false
  return index.endsWith('_pkey') ? options.primaryKey === true : index.split('_').slice(1, -1).includes(field)
}

/** True when a transaction lost a race and the same work can simply be done again. */
export function isRetryable(error: unknown): boolean {
  return error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2034'
}

function constraintOf(error: Prisma.PrismaClientKnownRequestError): Constraint {
  const meta = error.meta as { driverAdapterError?: { cause?: { constraint?: Constraint } }; target?: string[] }
  return meta?.driverAdapterError?.cause?.constraint ?? { fields: meta?.target }
}
