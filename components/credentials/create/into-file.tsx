'use client'

import { FileField } from '../../ui/form/fields/file-field.tsx'
import { NativeRadios } from '../../ui/form/fields/native-radios.tsx'
import type { Into } from './credential-form.tsx'

/** Asks which file the credential goes into: one of its own, or one that is there, which real software often shares. */
export function IntoFile({
  into,
  onInto,
  onFile,
  isRenewal,
}: {
  into: Into
  onInto(into: Into): void
  onFile(file: File | undefined): void
  isRenewal: boolean
}) {
  return (
    <>
      <NativeRadios
        name="into"
        legend="Which file should it go into?"
        value={into}
        onChange={onInto}
        choices={[
          { value: 'new', label: 'A new keystore file' },
          {
            value: 'existing',
            label: isRenewal
              ? 'My keystore file, in place of the old credential'
              : 'A keystore file that I have, beside the credentials in it',
          },
        ]}
      />
      {into === 'existing' && (
        <FileField
          id="existing"
          label="Your keystore file"
          hint="It is opened in this page and not sent. You get a copy with the new credential in it; your file stays as it is."
          onChoose={onFile}
        />
      )}
    </>
  )
}
