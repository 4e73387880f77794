'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import styles from './page.module.css'

/** Says that what was asked is done. Takes the focus, so that it is heard and seen first. */
export function Done({ title, children }: { title: string; children?: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <section ref={box} className={`${styles.alert} ${styles.success}`} tabIndex={-1} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
