import { address } from '../../format/address.ts'
import styles from './table.module.css'

/** Saves what the list shows, all pages of it, as a file. */
export function ExportLinks({
  path,
  filter,
  formats,
}: {
  path: string
  filter: Readonly<Record<string, string>>
  formats: readonly ('csv' | 'json')[]
}) {
  return (
    <p className={styles.exports}>
      Save this list:{' '}
      {formats.map((format) => (
        <a key={format} href={address(path, { ...filter, format })} download>
          {names[format]}
        </a>
      ))}
    </p>
  )
}

const names = { csv: 'CSV for spreadsheets', json: 'JSON for programs' }
