import { z } from 'zod'

/** Fields that many answers share. */

export const abnText = z.string().describe('ABN, 11 digits.')
export const idText = z.string().describe('UUID.')
export const dayText = z.string().describe('Calendar day, Australian eastern time, as 2026-03-31.')
export const momentText = z.string().describe('Moment, ISO 8601 in UTC.')

export const businessName = z.object({ abn: abnText, name: z.string() })

/** A page of a list. */
export function pageOf<Row extends z.ZodType>(row: Row) {
  return z.object({
    rows: z.array(row),
    total: z.number().int().describe('Rows that the filter matches in all.'),
    next: z.string().nullable().describe('Cursor to send as "after" for the next page; null on the last one.'),
    previous: z.string().nullable().describe('Cursor to send as "before" for the page before; null on the first one.'),
  })
}

/** An error that stands for itself in an answer that is none. */
export const problemText = z.object({
  code: z.string(),
  title: z.string(),
  happened: z.string(),
  remedy: z.string(),
  fields: z.record(z.string(), z.string()),
})
