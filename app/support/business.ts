import { cache } from 'react'
import { viewBusiness } from '../../lib/domain/ram/businesses/view-business.ts'
import { pageContext } from './context.ts'

/** The business of a page, read once for the page and its frame together. */
export const businessOf = cache(async (abn: string) => viewBusiness(await pageContext(), { abn }))
