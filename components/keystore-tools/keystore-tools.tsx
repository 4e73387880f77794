'use client'

import { useEffect, useState } from 'react'
import type { ErrorText } from '../../lib/core/errors/index.ts'
import { FileField } from '../ui/form/fields/file-field.tsx'
import { Alert } from '../ui/message/alert.tsx'
import { Stack } from '../ui/page/layout.tsx'
import { type ChosenFile, chooseFile } from './choose-file.ts'
import { Contents } from './contents.tsx'
import { ToolForm } from './tool-form.tsx'

/** The keystore tools: a file, what is in it, and what can be done with it. Nothing here leaves the page. */
export function KeystoreTools() {
  const [file, setFile] = useState<ChosenFile | undefined>()
  const [fault, setFault] = useState<ErrorText | undefined>()
  const [isReady, setReady] = useState(false)
  useEffect(() => setReady(true), [])

  async function choose(chosen: File | undefined) {
    const outcome = chosen && (await chooseFile(chosen))
    setFault(outcome && 'fault' in outcome ? outcome.fault : undefined)
    setFile(outcome && 'file' in outcome ? outcome.file : undefined)
  }

  return (
    <Stack wide>
      <FileField
        id="file"
        label="Keystore file"
        hint="The .xml file of a machine credential. A .p12, .pfx or .pem file works as well."
        disabled={!isReady}
        onChoose={choose}
      />
      <div role="status">
        {fault !== undefined && (
          <Alert tone="error" title={fault.title}>
            <p>{fault.happened}</p>
            <p>{fault.remedy}</p>
          </Alert>
        )}
      </div>
      {file !== undefined && (
        <>
          <Contents file={file} />
          <ToolForm key={file.key} file={file} />
        </>
      )}
    </Stack>
  )
}
