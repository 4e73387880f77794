import type { ReactNode } from 'react'
import { Link } from '../link.tsx'
import styles from './table.module.css'

/** Search and filters of a list: a plain GET form, so that the address says what is shown. */
export function Filters({
  action,
  isFiltered,
  button = 'Show',
  children,
}: {
  action: string
  isFiltered: boolean
  button?: string
  children: ReactNode
}) {
  return (
    <search>
      <form className={styles.filters} method="get" action={action}>
        {children}
        <button type="submit">{button}</button>
        {isFiltered && <Link href={action}>Clear</Link>}
      </form>
    </search>
  )
}

/** A search box of a list. */
export function SearchFilter({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label>
      {label}
      <input type="search" name={name} defaultValue={value} maxLength={100} autoComplete="off" />
    </label>
  )
}

/** A choice of a list's filters; the empty value means all. */
export function SelectFilter({
  name,
  label,
  value,
  options,
}: {
  name: string
  label: string
  value: string
  options: readonly { value: string; label: string }[]
}) {
  return (
    <label>
      {label}
      <select key={value} name={name} defaultValue={value}>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

/** A day of a list's filters, written the Australian way: the browser's own field follows its own country. */
export function DateFilter({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label>
      {label}
      <input
        type="text"
        name={name}
        defaultValue={value}
        inputMode="numeric"
        autoComplete="off"
        placeholder="31/03/2026"
        maxLength={10}
      />
    </label>
  )
}
