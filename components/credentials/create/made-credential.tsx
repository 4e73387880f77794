'use client'

import Link from 'next/link'
import { useEffect, useRef, useState } from 'react'
import { formatDayOfMoment } from '../../format/dates.ts'
import { Command } from '../../ui/command.tsx'
import { Alert } from '../../ui/message/alert.tsx'
import { Done } from '../../ui/message/done.tsx'
import { Stack } from '../../ui/page/layout.tsx'
import styles from '../credentials.module.css'
import type { Made } from './types.ts'

type Props = { made: Made; abn: string; tokenService: string }

/** The credential is made: the file, again and again, and what to do with it. */
export function MadeCredential({ made, abn, tokenService }: Props) {
  const link = useRef<HTMLAnchorElement>(null)
  const [url, setUrl] = useState<string | undefined>()
  const hasStarted = useRef(false)

  useEffect(() => {
    const address = URL.createObjectURL(new Blob([made.keystoreXml], { type: 'application/xml' }))
    setUrl(address)
    return () => URL.revokeObjectURL(address)
  }, [made])
  useEffect(() => {
    if (url === undefined || hasStarted.current) return
    hasStarted.current = true
    link.current?.click()
  }, [url])
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [])

  return (
    <Stack wide>
      <Done title="Your machine credential is ready">
        <p>
          {made.name} is valid until {formatDayOfMoment(made.validTo)}. The download has started. If it has not, use
          this link; it works until you leave this page.
        </p>
        <p>
          <a ref={link} className={styles.download} href={url} download={made.fileName}>
            Download the keystore file
          </a>
        </p>
        <p>
          <code>{made.fileName}</code>
        </p>
      </Done>
      <Alert tone="warning" title="Save it before you leave this page">
        <p>The file exists only here. Nobody can give it to you again, and nobody can look up its password.</p>
      </Alert>
      <WhatNext fileName={made.fileName} tokenService={tokenService} />
      <p>
        <Link href={`/businesses/${abn}/credentials/${made.credentialId}`} prefetch={false}>
          See the credential
        </Link>
      </p>
    </Stack>
  )
}

function WhatNext({ fileName, tokenService }: { fileName: string; tokenService: string }) {
  const server = new URL(tokenService).origin
  const option = server === 'https://localhost:3443' ? '' : ` --endpoint ${server}`
  return (
    <section aria-labelledby="what-next">
      <Stack>
        <h2 id="what-next">What next</h2>
        <ol className={styles.steps}>
          <li>
            <p>Move the file to where your software looks for it. Its help says where.</p>
          </li>
          <li>
            <p>Look into the file, to be sure that it is whole:</p>
            <Command>{`npx mandate keystore inspect ${fileName}`}</Command>
          </li>
          <li>
            <p>Ask the token service for a token with it. The command asks for your password:</p>
            <Command>
              {`npx mandate token --keystore ${fileName} --applies-to ${server}/evte/usi/service/v5/usiservice.svc${option}`}
            </Command>
          </li>
          <li>
            <p>Tell your software the file and the password. Keep no other copy, and send it to nobody.</p>
          </li>
        </ol>
      </Stack>
    </section>
  )
}
