/**
 * A text with headings, lists and tables that is written several ways: as a page, a mail, a text file, HTML to keep,
 * and PDF. Plain data; every string is text, never markup.
 */
export type Document = {
  title: string
  /** One line under the title. */
  subtitle?: string
  sections: readonly DocumentSection[]
  /** One line at the foot of each page. */
  footer: string
}

export type DocumentSection = { heading: string; blocks: readonly DocumentBlock[] }

export type DocumentBlock =
  | { text: string }
  | { subheading: string }
  | { list: readonly string[] }
  /** What to do, in order; a step may have something to type. */
  | { steps: readonly { text: string; command?: string }[] }
  | { facts: readonly (readonly [term: string, value: string])[] }
  | DocumentTable
  | { command: string }
  | { link: string; label: string }

export type DocumentTable = { caption: string; columns: readonly string[]; rows: readonly (readonly string[])[] }
