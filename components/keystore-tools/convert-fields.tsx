'use client'

import { Select } from '@ag.ds-next/react/select'
import type { ChosenFile } from './choose-file.ts'
import { type Target, targetsFor } from './tasks.ts'
import type { EnteredTool } from './tool-problems.ts'

/** The format to convert to, and which credential where that takes one of several. */
export function ConvertFields({
  file,
  entered,
  onChange,
}: {
  file: ChosenFile
  entered: EnteredTool
  onChange(part: Partial<EnteredTool>): void
}) {
  const several = (file.credentials?.length ?? 0) > 1
  return (
    <>
      <Select
        id="target"
        label="Format of the new file"
        required
        maxWidth="xl"
        options={targetsFor(file.format)}
        value={entered.target}
        onChange={(event) => onChange({ target: event.target.value as Target })}
      />
      {several && (
        <Select
          id="credentialId"
          label="Which credential"
          hint="A file of that format holds one."
          required
          maxWidth="xl"
          options={(file.credentials ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          value={entered.credentialId}
          onChange={(event) => onChange({ credentialId: event.target.value })}
        />
      )}
    </>
  )
}
