'use client'

import { useContext } from 'react'
import { FormContext } from '../form-context.tsx'

/**
 * The version of the record that the person saw. When somebody else was faster, the form says what they changed, and
 * sending it again names the version that it now overrules.
 */
export function VersionField({ version }: { version: number }) {
  const { state } = useContext(FormContext)
  return <input type="hidden" name="version" value={state.currentVersion ?? state.values.version?.[0] ?? version} />
}
