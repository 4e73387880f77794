import { fromBase64, fromUtf8, toBase64, utf8 } from '../../core/bytes.ts'

type CursorValue = string | number | null

/** What a column holds, as far as cursors need to know. */
export type ColumnKind = 'text' | 'uuid' | 'number' | 'moment'

/** One column of a list's order. The last one must be unique, so that the order is total. */
export type KeyColumn<Row, Where, Order> = {
  value(row: Row): CursorValue
  /** Whether a cursor may hold this: anybody can write a cursor. */
  accepts(value: CursorValue): boolean
  /** Rows after a value in this column's own direction; `undefined` where there are none. */
  after(value: CursorValue): Where | undefined
  before(value: CursorValue): Where | undefined
  same(value: CursorValue): Where
  order: Order
  reverse: Order
}

/** A list that goes on from a row, not from a number of rows: page 400 costs what page 1 costs. */
export type KeysetQuery<Row, Where, Order> = {
  /** Names list and order, so that a cursor of another list is no cursor here. */
  name: string
  columns: readonly KeyColumn<Row, Where, Order>[]
  where: Where
  after?: string
  before?: string
  pageSize: number
  find(where: Where, orderBy: Order[], take: number): Promise<Row[]>
}

export type KeysetPage<Row> = {
  rows: Row[]
  next: string | null
  previous: string | null
  /** False where a cursor was given that is none of this list, so that the page is the first one. */
  resumed: boolean
}

/** One page of a list. A cursor that this list did not give out counts as none. */
export async function keysetPage<Row, Where extends object, Order>(
  query: KeysetQuery<Row, Where, Order>,
): Promise<KeysetPage<Row>> {
  const { name, columns, pageSize } = query
  const before = readCursor(query.before, name, columns)
  const after = before === undefined ? readCursor(query.after, name, columns) : undefined
  const from = before ?? after
  const backwards = before !== undefined
  const where = from === undefined ? query.where : ({ AND: [query.where, beyond(columns, from, backwards)] } as Where)
  const order = columns.map((column) => (backwards ? column.reverse : column.order))
  const found = await query.find(where, order, pageSize + 1)
  const more = found.length > pageSize
  const rows = backwards ? found.slice(0, pageSize).reverse() : found.slice(0, pageSize)
  const cursor = (row: Row | undefined) =>
    row === undefined
      ? null
      : writeCursor(
          name,
          columns.map((column) => column.value(row)),
        )
  return {
    rows,
    next: (backwards ? true : more) ? cursor(rows.at(-1)) : null,
    previous: (backwards ? more : after !== undefined) ? cursor(rows[0]) : null,
    resumed: from !== undefined || (query.after === undefined && query.before === undefined),
  }
}

/** A column of text or numbers without nulls. */
export function plainColumn<Row, Where, Order>(
  field: string,
  value: (row: Row) => string | number | Date,
  { kind = 'text', direction = 'asc' }: { kind?: ColumnKind; direction?: 'asc' | 'desc' } = {},
): KeyColumn<Row, Where, Order> {
  const [after, before] = direction === 'asc' ? (['gt', 'lt'] as const) : (['lt', 'gt'] as const)
  return {
    value: (row) => {
      const plain = value(row)
      return plain instanceof Date ? plain.toISOString() : plain
    },
    accepts: (from) => isOfKind(kind, from),
    after: (from) => ({ [field]: { [after]: from } }) as Where,
    before: (from) => ({ [field]: { [before]: from } }) as Where,
    same: (from) => ({ [field]: from }) as Where,
    order: { [field]: direction } as Order,
    reverse: { [field]: direction === 'asc' ? 'desc' : 'asc' } as Order,
  }
}

/** A column in ascending order whose nulls come last. */
export function nullsLastColumn<Row, Where, Order>(
  field: string,
  value: (row: Row) => string | null,
): KeyColumn<Row, Where, Order> {
  return {
    value,
    accepts: (from) => from === null || typeof from === 'string',
    after: (from) => (from === null ? undefined : ({ OR: [{ [field]: { gt: from } }, { [field]: null }] } as Where)),
    before: (from) => ({ [field]: from === null ? { not: null } : { lt: from } }) as Where,
    same: (from) => ({ [field]: from }) as Where,
    order: { [field]: { sort: 'asc', nulls: 'last' } } as Order,
    reverse: { [field]: { sort: 'desc', nulls: 'first' } } as Order,
  }
}

/** Rows beyond a key: beyond in the first column, or the same there and beyond in the second, and so on. */
function beyond<Row, Where, Order>(
  columns: readonly KeyColumn<Row, Where, Order>[],
  key: readonly CursorValue[],
  backwards: boolean,
): Where {
  const branches: Where[] = []
  columns.forEach((column, at) => {
    const step = backwards ? column.before(key[at] ?? null) : column.after(key[at] ?? null)
    if (step === undefined) return
    const same = columns.slice(0, at).map((earlier, index) => earlier.same(key[index] ?? null))
    branches.push({ AND: [...same, step] } as Where)
  })
  return { OR: branches } as Where
}

function writeCursor(name: string, key: readonly CursorValue[]): string {
  return toBase64(utf8(JSON.stringify([name, ...key])))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '')
}

function isOfKind(kind: ColumnKind, value: CursorValue): boolean {
  if (kind === 'number') return Number.isSafeInteger(value)
  if (typeof value !== 'string') return false
  if (kind === 'uuid') return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(value)
  return kind === 'text' || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value)
}

function readCursor(
  text: string | undefined,
  name: string,
  columns: readonly { accepts(value: CursorValue): boolean }[],
): CursorValue[] | undefined {
  if (text === undefined || !/^[A-Za-z0-9_-]{1,2000}$/.test(text)) return undefined
  const padded = text
    .replace(/-/g, '+')
    .replace(/_/g, '/')
    .padEnd(Math.ceil(text.length / 4) * 4, '=')
  try {
    const [cursorName, ...key] = JSON.parse(fromUtf8(fromBase64(padded) ?? new Uint8Array())) as unknown[]
    const fits = key.length === columns.length && columns.every((column, at) => column.accepts(key[at] as CursorValue))
    return cursorName === name && fits ? (key as CursorValue[]) : undefined
  } catch {
    return undefined
  }
}
