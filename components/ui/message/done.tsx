'use client'

import { type ReactNode, useEffect, useRef } from 'react'
import styles from '../page/page.module.css'
import type { Tone } from '../status-badge.tsx'

/** Says what came of what was asked. Takes the focus, so that it is heard and seen first. */
export function Done({ title, tone = 'success', children }: { title: string; tone?: Tone; children?: ReactNode }) {
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  return (
    <section ref={box} className={`${styles.alert} ${styles[tone]}`} tabIndex={-1} aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  )
}
