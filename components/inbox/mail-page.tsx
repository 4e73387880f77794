import Link from 'next/link'
import type { InboxMail } from '../../lib/platform/mail/inbox.ts'
import { formatMoment } from '../format/dates.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { HelpWith, Stack } from '../ui/page/layout.tsx'
import { PageHead } from '../ui/page/page-head.tsx'
import { SummaryList } from '../ui/summary-list.tsx'
import styles from './inbox.module.css'
import { type MailPart, readMailText } from './read-mail-text.ts'

/** One mail of the sandbox, with its code and its links easy to use. */
export function MailPage({ mail, publicUrl }: { mail: InboxMail; publicUrl: string }) {
  return (
    <>
      <PageHead title={mail.subject} crumbs={[{ label: 'Sandbox inbox', href: '/inbox' }]} />
      <Stack>
        <SummaryList
          rows={[
            { term: 'To', value: mail.recipient },
            { term: 'When', value: formatMoment(mail.at) },
            mail.calendar !== null && { term: 'With it', value: 'A calendar file' },
            mail.lastError !== null && { term: 'Not delivered', value: mail.lastError },
          ]}
        />
        <article className={styles.mail}>
          {readMailText(mail.text).map((part, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a mail never change their order
            <Part key={at} part={part} publicUrl={publicUrl} />
          ))}
        </article>
        <HelpWith question="The mail as plain text">
          <pre className={styles.plain}>{mail.text}</pre>
        </HelpWith>
      </Stack>
    </>
  )
}

function Part({ part, publicUrl }: { part: MailPart; publicUrl: string }) {
  if (part.kind === 'heading') return <h2>{part.text}</h2>
  if (part.kind === 'code') {
    return (
      <p className={styles.code}>
        <code>{part.text}</code>
        <CopyButton text={part.text} label="Copy the code" />
      </p>
    )
  }
  if (part.kind === 'link') {
    const isOurs = part.href.startsWith(`${publicUrl}/`)
    if (!isOurs) return <p>{`${part.text}: ${part.href}`}</p>
    return (
      <p className={styles.link}>
        <Link href={part.href.slice(publicUrl.length)} prefetch={false}>
          {part.text}
        </Link>
      </p>
    )
  }
  return <p className={styles.lines}>{part.text}</p>
}
