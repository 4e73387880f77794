import Link from 'next/link'
import type { Happened } from '../../lib/domain/sandbox/time/what-happened.ts'
import { formatDayOfMoment } from '../format/dates.ts'
import { Done } from '../ui/message/done.tsx'

/** What a change of the made-up world caused: mails and entries of the history. */
export function WhatHappened({ title, mails, events, expired }: Happened & { title: string }) {
  return (
    <Done title={title}>
      {events.length + expired.length > 0 && (
        <ul>
          {events.map(({ at, act, label, subject }) => (
            <li key={`${at} ${act} ${subject}`}>
              {formatDayOfMoment(at)}: {label} ({subject})
            </li>
          ))}
          {expired.map(({ id, name }) => (
            <li key={id}>Machine credential expired ({name})</li>
          ))}
        </ul>
      )}
      {mails.length > 0 && (
        <>
          <h3>Mails</h3>
          <ul>
            {mails.map(({ id, subject, recipient }) => (
              <li key={id}>
                <Link href={`/inbox/${id}`} prefetch={false}>
                  {subject}
                </Link>{' '}
                to {recipient}
              </li>
            ))}
          </ul>
        </>
      )}
    </Done>
  )
}
