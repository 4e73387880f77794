'use client'

import { useState } from 'react'
import type { PreparedCredential } from '../../../lib/domain/credentials/create/prepare-credential.ts'
import { formatDay, formatDayOfMoment } from '../../format/dates.ts'
import { NativeRadios } from '../../ui/form/fields/native-radios.tsx'
import formStyles from '../../ui/form/form.module.css'
import styles from '../credentials.module.css'

type End = 'runs-out' | 'at-once' | 'on-a-date'

/** Asks what becomes of the credential that is renewed: it runs out, or is revoked at once or on a day. */
export function OldCredential({ renews, today }: { renews: NonNullable<PreparedCredential['renews']>; today: string }) {
  const [end, setEnd] = useState<End>('runs-out')
  return (
    <>
      <NativeRadios<End>
        name="oldOne"
        legend="What about the old credential?"
        value={end}
        onChange={setEnd}
        choices={[
          { value: 'runs-out', label: `Let it run out: it works until ${formatDayOfMoment(renews.validTo)}` },
          { value: 'at-once', label: 'Revoke it at once, when the new one is made' },
          { value: 'on-a-date', label: 'Revoke it on a date, when all software has the new file' },
        ]}
      />
      {end === 'at-once' && <input type="hidden" name="revokePreviousOn" value={today} />}
      {end === 'on-a-date' && (
        <label className={styles.file}>
          First day without the old credential
          <span className={formStyles.optional}>
            The last day you can choose is {formatDay(renews.latestRevocation)}.
          </span>
          <input
            type="date"
            name="revokePreviousOn"
            id="revokePreviousOn"
            required
            min={today}
            max={renews.latestRevocation}
          />
        </label>
      )}
    </>
  )
}

/** The day that was chosen; empty where a day is wanted and none was entered, which is refused. */
export function readOldOnesEnd(text: (name: string) => string): string | undefined {
  return text('oldOne') === 'runs-out' || text('oldOne') === '' ? undefined : text('revokePreviousOn')
}
