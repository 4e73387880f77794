import { z } from 'zod'
import { MandateError } from '../../core/errors/index.ts'
import type { UseCaseContext } from '../context.ts'
import { abn, cursor, pageSize } from '../ram/fields.ts'
import type { Page } from '../ram/views.ts'
import type { CredentialRow, ShownCredentialStatus } from './views.ts'

/** Statuses as the filter offers them. */
export const credentialStatusFilters = ['active', 'suspended', 'revoked', 'expired'] as const

export const listCredentialsInput = z.object({
  abn,
  status: z.array(z.enum(credentialStatusFilters)).default([]),
  /** Part of the name, of the creator's name, or of the serial number in either form. */
  search: z.string().trim().max(100).optional(),
  sort: z.enum(['name', 'newest', 'valid-to']).default('name'),
  after: cursor,
  before: cursor,
  pageSize,
})
export type ListCredentialsInput = z.input<typeof listCredentialsInput>

export type ListCredentialsResult = Page<CredentialRow> & {
  business: { abn: string; name: string }
  mayCreate: boolean
  /** Of all of the business's credentials. */
  counts: Record<ShownCredentialStatus, number>
  /** Credentials that end within the renewal window and have no successor. */
  expiringSoon: number
}

/** The machine credentials of a business. */
export async function listCredentials(
  _context: UseCaseContext,
  _input: ListCredentialsInput,
): Promise<ListCredentialsResult> {
  throw new MandateError('common.unavailable')
}
