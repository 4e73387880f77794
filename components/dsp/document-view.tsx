import type { Document, DocumentBlock } from '../../lib/formats/document/document.ts'
import { Command } from '../ui/command.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import { DataTable } from '../ui/table/data-table.tsx'
import styles from './dsp.module.css'

/** Shows the sections of a document on a page; its title is the page's own. */
export function DocumentView({ document }: { document: Document }) {
  return (
    <div className={styles.document}>
      {document.sections.map(({ heading, blocks }) => (
        <section key={heading} aria-label={heading}>
          <h2>{heading}</h2>
          {blocks.map((block, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the blocks of a document never change places
            <Block key={at} block={block} />
          ))}
        </section>
      ))}
      <p className={styles.muted}>{document.footer}</p>
    </div>
  )
}

function Block({ block }: { block: DocumentBlock }) {
  if ('text' in block) return <p>{block.text}</p>
  if ('subheading' in block) return <h3>{block.subheading}</h3>
  if ('list' in block) {
    return (
      <ul>
        {block.list.map((item) => (
          <li key={item}>{item}</li>
        ))}
      </ul>
    )
  }
  if ('steps' in block) {
    return (
      <ol>
        {block.steps.map(({ text, command }) => (
          <li key={text}>
            <p>{text}</p>
            {command !== undefined && <Command>{command}</Command>}
          </li>
        ))}
      </ol>
    )
  }
  if ('facts' in block) {
    return <SummaryList rows={block.facts.map(([term, value]) => ({ term, value: shown(value) }))} />
  }
  if ('columns' in block) {
    return (
      <DataTable
        caption={block.caption}
        rows={block.rows}
        keyOf={(row) => row.join('|')}
        columns={block.columns.map((heading, at) => ({
          heading,
          isName: at === 0,
          cell: (row: readonly string[]) => row[at],
        }))}
      />
    )
  }
  if ('command' in block) return <Command>{block.command}</Command>
  return (
    <p>
      <a href={block.link}>{block.label}</a>
    </p>
  )
}

function shown(value: string) {
  return /^https?:/.test(value) ? <code>{value}</code> : value
}
