'use client'

import { useRouter } from 'next/navigation'
import { type ChangeEvent, useState } from 'react'
import type { ErrorText } from '../../lib/core/errors/index.ts'
import type { ExternalCredentialView } from '../../lib/domain/mas/trust/external-credential.ts'
import type { TrustKeystoreInput } from '../../lib/domain/mas/trust/trust-keystore.ts'
import type { Answer } from '../credentials/create/types.ts'
import { Alert } from '../ui/message/alert.tsx'
import { Stack } from '../ui/page/layout.tsx'
import styles from './trust.module.css'

type Props = { trust(input: TrustKeystoreInput): Promise<Answer<ExternalCredentialView[]>> }

/** Reads a keystore file in the page and sends its certificates; the keys in it stay here. */
export function TrustKeystore({ trust }: Props) {
  const router = useRouter()
  const [error, setError] = useState<ErrorText>()
  const [isBusy, setBusy] = useState(false)

  const choose = async ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    const file = currentTarget.files?.[0]
    if (file === undefined) return
    setBusy(true)
    setError(undefined)
    const answer = await send(file, trust)
    setBusy(false)
    currentTarget.value = ''
    if ('error' in answer) setError(answer.error)
    else router.push('/test-my-software/trust?done=trusted')
  }

  return (
    <Stack>
      {error !== undefined && (
        <div role="alert">
          <Alert tone="error" title={error.title}>
            <p>{error.happened}</p>
            <p>{error.remedy}</p>
          </Alert>
        </div>
      )}
      <label className={styles.file}>
        Your keystore file
        <span className={styles.hint}>Only the certificates in it leave your computer. No password is needed.</span>
        <input type="file" accept=".xml,text/xml,application/xml" onChange={choose} disabled={isBusy} />
      </label>
      <p role="status">{isBusy ? 'Reading the file ...' : ''}</p>
      <noscript>
        <p>This needs JavaScript, because the file is read in the page. The command below does the same without.</p>
      </noscript>
    </Stack>
  )
}

async function send(file: File, trust: Props['trust']): Promise<Answer<ExternalCredentialView[]>> {
  const [{ describeError }, { readKeystore }, { toBase64 }] = await Promise.all([
    import('../../lib/core/errors/index.ts'),
    import('../../lib/formats/keystore/read.ts'),
    import('../../lib/core/bytes.ts'),
  ])
  try {
    const { credentials } = readKeystore(new Uint8Array(await file.arrayBuffer()))
    return await trust({ credentials: credentials.map(({ certificates }) => certificates.map(toBase64)) })
  } catch (error) {
    return { error: describeError(error) }
  }
}
