import { cache } from 'react'
import { openBusiness } from '../../lib/domain/ram/businesses/open-business.ts'
import { viewBusiness } from '../../lib/domain/ram/businesses/view-business.ts'
import { showingContext } from './context.ts'

/** The business of a page, for the frame that stands over it. */
export const openedBusiness = cache(async (abn: string) => openBusiness(await showingContext(), { abn }))

/** The business of a page, with what needs attention in it. */
export const businessOf = cache(async (abn: string) =>
  viewBusiness(await showingContext(), { abn }, await openedBusiness(abn)),
)
