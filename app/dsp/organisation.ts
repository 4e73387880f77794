import { cache } from 'react'
import { viewOrganisation } from '../../lib/domain/dsp/organisations/view-organisation.ts'
import { pageContext } from '../support/context.ts'

/** The DSP of a page, read once for the page and its frame together. */
export const organisationOf = cache(async (abn: string) => viewOrganisation(await pageContext(), { abn }))
