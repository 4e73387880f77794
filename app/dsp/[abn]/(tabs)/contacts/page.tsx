import type { Metadata } from 'next'
import { Contacts, contactDone } from '../../../../../components/dsp/contacts.tsx'
import { MandateError } from '../../../../../lib/core/errors/index.ts'
import { readSearch, type Search } from '../../../../support/read-search.ts'
import { showPage } from '../../../../support/show-page.tsx'
import { organisationOf } from '../../../organisation.ts'

export const metadata: Metadata = { title: 'Organisation and contacts' }

type Props = { params: Promise<{ abn: string }>; searchParams: Search }

export default async function ContactsPage({ params, searchParams }: Props) {
  const { abn } = await params
  return showPage(async () => {
    const view = await organisationOf(abn)
    if (view.registration === null) throw new MandateError('dsp.not-registered')
    return <Contacts view={view} done={(await readSearch(searchParams)).oneOf('done', contactDone)} />
  })
}
