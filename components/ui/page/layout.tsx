import type { ReactNode } from 'react'
import styles from './page.module.css'

/** Parts of a page under one another. */
export function Stack({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return <div className={wide ? `${styles.stack} ${styles.wide}` : styles.stack}>{children}</div>
}

/** Running text, at a width that reads well. */
export function Prose({ children }: { children: ReactNode }) {
  return <div className={styles.prose}>{children}</div>
}

/** Things beside one another that wrap where there is no room. */
export function Row({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>
}

/** Text for screen readers only. */
export function Hidden({ children }: { children: ReactNode }) {
  return <span className={styles.visuallyHidden}>{children}</span>
}

/** Help beside a decision, closed until somebody wants it. */
export function HelpWith({ question, children }: { question: string; children: ReactNode }) {
  return (
    <details className={styles.details}>
      <summary>{question}</summary>
      <div>{children}</div>
    </details>
  )
}

/** Where a person is in a journey: `Step 2 of 4`. */
export function StepOf({ step, of, children }: { step: number; of: number; children?: ReactNode }) {
  return (
    <span className={styles.steps}>
      Step {step} of {of}
      {children !== undefined && <span>: {children}</span>}
    </span>
  )
}

/** An identifier that is read as one, such as an ABN: it never breaks over two lines. */
export function OneLine({ children }: { children: ReactNode }) {
  return <span className={styles.oneLine}>{children}</span>
}

/** What makes no sense on paper: buttons and the like. */
export function ScreenOnly({ children }: { children: ReactNode }) {
  return <div className={styles.screenOnly}>{children}</div>
}
