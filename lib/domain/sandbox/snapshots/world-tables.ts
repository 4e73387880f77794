import type { Store, Transaction } from '../../../platform/store/open.ts'

/**
 * What is no part of the made-up world: the keys and what was signed with them, who is signed in, what was seen on the
 * wire, reference data, and the console's own records. Every other table is, also one that is added later.
 */
const kept: ReadonlySet<string> = new Set([
  '_prisma_migrations',
  'AuthorityKey',
  'Secret',
  // Numbers of revocation lists: a list that was given out must never be followed by an older number.
  'Counter',
  'SeenMessage',
  'Session',
  'OidcRecord',
  'Trace',
  'RelyingParty',
  'RelyingPartyAddress',
  'Agency',
  'AgencyService',
  'SandboxAct',
  'SandboxSnapshot',
  'SandboxSnapshotPart',
])

/** The tables of the made-up world, each after those that its rows refer to. */
export async function worldTables(db: Store | Transaction): Promise<string[]> {
  const tables = await db.$queryRaw<{ name: string }[]>`
    SELECT tablename::text AS "name" FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename`
  const references = await db.$queryRaw<{ from: string; to: string }[]>`
    SELECT c.relname::text AS "from", t.relname::text AS "to"
    FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid JOIN pg_class t ON t.oid = k.confrelid
    JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE k.contype = 'f' AND n.nspname = current_schema()`
  const world = tables.map(({ name }) => name).filter((name) => !kept.has(name))
  const ordered: string[] = []
  const visit = (name: string, path: readonly string[]) => {
    if (ordered.includes(name) || path.includes(name)) return
    for (const { from, to } of references) if (from === name && world.includes(to)) visit(to, [...path, name])
    ordered.push(name)
  }
  for (const name of world) visit(name, [])
  return ordered
}

/** A name as SQL; only names that the database itself gave. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}

/**
 * Takes every table of the world for this transaction alone, so that nobody writes into half of each world.
 */
export async function lockWorld(tx: Transaction, tables: readonly string[]): Promise<void> {
  await tx.$executeRawUnsafe(`SET LOCAL lock_timeout = '4s'`)
  await tx.$executeRawUnsafe(`LOCK TABLE ${tables.map(quoted).join(', ')} IN ACCESS EXCLUSIVE MODE`)
}

/** Empties every table of the world. */
export async function emptyWorld(tx: Transaction, tables: readonly string[]): Promise<void> {
  await tx.$executeRawUnsafe(`TRUNCATE ${tables.map(quoted).join(', ')}`)
}
