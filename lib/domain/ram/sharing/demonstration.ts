import type { Settings } from '../../../platform/settings/settings.ts'

/** The sandbox's relying service: its client id, the name of its sealed key, and where its pages are. */
export const demonstration = {
  id: 'demonstration-service',
  keyName: 'sandbox/demonstration-service',
  path: '/sandbox/relying-service/',
} as const

/** Where RAM sends the person back to. */
export function demonstrationCallback({ publicUrl }: Pick<Settings, 'publicUrl'>): string {
  return `${publicUrl}${demonstration.path}callback`
}
