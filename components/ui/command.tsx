import { CopyButton } from './copy-button.tsx'
import styles from './page/page.module.css'

/** Something to type in a terminal, with a button that copies it. */
export function Command({ children, label = 'Copy the command' }: { children: string; label?: string }) {
  return (
    <div className={styles.command}>
      <pre>
        <code>{children}</code>
      </pre>
      <CopyButton text={children} label={label} />
    </div>
  )
}
