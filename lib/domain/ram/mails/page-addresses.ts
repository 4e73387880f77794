import type { Settings } from '../../../platform/settings/settings.ts'

/** Where the pages are that mails lead to. */
export function pageAddresses({ publicUrl }: Pick<Settings, 'publicUrl'>) {
  return {
    accept: `${publicUrl}/accept`,
    business: (abn: string) => `${publicUrl}/businesses/${abn}`,
    authorisation: (abn: string, id: string) => `${publicUrl}/businesses/${abn}/authorisations/${id}`,
    notifications: (abn: string) => `${publicUrl}/businesses/${abn}/notifications`,
    apiTokens: (abn: string) => `${publicUrl}/businesses/${abn}/api-tokens`,
  }
}
