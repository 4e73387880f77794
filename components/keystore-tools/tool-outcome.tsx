'use client'

import { useEffect, useRef, useState } from 'react'
import type { KeystoreCheck } from '../../lib/formats/keystore/check/check.ts'
import credentialStyles from '../credentials/credentials.module.css'
import { Done } from '../ui/message/done.tsx'
import { StatusBadge, type Tone } from '../ui/status-badge.tsx'
import { CredentialCards } from './contents.tsx'
import styles from './keystore-tools.module.css'
import type { ToolResult } from './run-tool.ts'

/** What came of a task: findings, or a file to keep. Takes the focus. */
export function ToolOutcome({ result }: { result: ToolResult }) {
  if ('saved' in result) return <SavedFile saved={result.saved} note={result.note} />
  return (
    <Done title={titles[result.outcome]} tone={tones[result.outcome]}>
      <ul className={styles.checks}>
        {result.checks.map(({ credential = '', what, outcome, note }) => (
          <li key={`${credential} ${what}`}>
            <span>
              <StatusBadge tone={tones[outcome]}>{words[outcome]}</StatusBadge>
            </span>
            <p>
              <strong>{what}:</strong> {note}
              {credential !== '' && isOneOfSeveral(result.checks) && <> ({credential})</>}
            </p>
          </li>
        ))}
      </ul>
      {result.credentials !== undefined && <CredentialCards credentials={result.credentials} />}
    </Done>
  )
}

const titles = {
  right: 'The file is right in every point',
  warning: 'The file works, with something to mind',
  wrong: 'The file is not right',
} as const
const words = { right: 'Right', warning: 'Warning', wrong: 'Wrong' } as const
const tones: Record<KeystoreCheck['outcome'], Tone> = { right: 'success', warning: 'warning', wrong: 'error' }

function isOneOfSeveral(checks: readonly KeystoreCheck[]): boolean {
  return new Set(checks.map(({ credential }) => credential)).size > 2
}

type Saved = Extract<ToolResult, { note: string }>

function SavedFile({ saved, note }: Saved) {
  const link = useRef<HTMLAnchorElement>(null)
  const [url, setUrl] = useState<string | undefined>()
  useEffect(() => {
    const address = URL.createObjectURL(new Blob([Uint8Array.from(saved.content)], { type: saved.type }))
    setUrl(address)
    return () => URL.revokeObjectURL(address)
  }, [saved])
  return (
    <Done title="The new file is ready">
      <p>{note}</p>
      <p>
        <a ref={link} className={credentialStyles.download} href={url} download={saved.fileName}>
          Save the file
        </a>
      </p>
      <p>
        <code>{saved.fileName}</code>
      </p>
    </Done>
  )
}
