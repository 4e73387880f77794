'use client'

import { Button } from '@ag.ds-next/react/button'
import { useCallback, useEffect, useRef, useState } from 'react'
import styles from './session-watch.module.css'

/** How long before the end a person is warned, s. WCAG 2.2, 2.2.1 asks for at least 20. */
const warnAt = 120

/**
 * Warns a person before an idle session ends, so that nothing they are entering is lost. Other tabs may have prolonged
 * it meanwhile, so the server is asked first.
 */
export function SessionWatch({ secondsLeft }: { secondsLeft: number }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const [known, setKnown] = useState({ secondsLeft })
  const isShown = known.secondsLeft <= warnAt
  const isOver = known.secondsLeft <= 0

  const ask = useCallback(async (method: 'GET' | 'POST') => {
    const left = await fetch('/sign-in/stay', { method }).then(
      async (response) => Number(((await response.json()) as { secondsLeft: number }).secondsLeft),
      () => Number.NaN,
    )
    // No connection: ask again in a minute rather than say what may be wrong.
    setKnown({ secondsLeft: Number.isFinite(left) ? left : warnAt + 60 })
  }, [])

  useEffect(() => {
    if (!isShown) dialog.current?.close()
    else if (dialog.current?.open === false) dialog.current.showModal()
    if (isOver) return
    const wait = known.secondsLeft > warnAt ? known.secondsLeft - warnAt : known.secondsLeft
    const timer = setTimeout(() => void ask('GET'), (wait + 1) * 1_000)
    return () => clearTimeout(timer)
  }, [known, isShown, isOver, ask])

  return (
    <dialog
      ref={dialog}
      className={styles.dialog}
      aria-labelledby="session-watch-title"
      aria-describedby="session-watch-text"
      onCancel={(event) => {
        event.preventDefault()
        if (!isOver) void ask('POST')
      }}
    >
      {isShown && (
        <div className={styles.content}>
          <h2 id="session-watch-title">{isOver ? 'You are signed out' : 'Are you still there?'}</h2>
          <p id="session-watch-text">
            {isOver
              ? 'Your session has ended. Sign in again to go on.'
              : 'You will be signed out in about two minutes. What you have entered but not sent would be lost.'}
          </p>
          <div className={styles.row}>
            {isOver ? (
              <Button onClick={() => location.reload()}>Sign in again</Button>
            ) : (
              <>
                <Button onClick={() => void ask('POST')}>Stay signed in</Button>
                <form method="post" action="/sign-out">
                  <Button type="submit" variant="secondary">
                    Sign out now
                  </Button>
                </form>
              </>
            )}
          </div>
        </div>
      )}
    </dialog>
  )
}
