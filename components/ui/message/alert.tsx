import type { ReactNode } from 'react'
import styles from '../page/page.module.css'
import type { Tone } from '../status-badge.tsx'

/** Something to notice on a page. `level` is the level of its heading. */
export function Alert({
  tone,
  title,
  level = 2,
  id,
  children,
}: {
  tone: Tone
  title: string
  level?: 2 | 3
  id?: string
  children?: ReactNode
}) {
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className={`${styles.alert} ${styles[tone]}`} id={id} aria-label={title}>
      <Heading>{title}</Heading>
      {children}
    </section>
  )
}
