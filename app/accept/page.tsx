import type { Metadata } from 'next'
import { EnterCode } from '../../components/accept/enter-code.tsx'
import { showPage } from '../support/show-page.tsx'
import { underTerms } from '../support/terms.ts'
import { answerCode } from './actions.ts'

export const metadata: Metadata = { title: 'Accept an authorisation' }

export default async function AcceptPage() {
  return showPage(async (context) => {
    await underTerms(context, '/accept')
    return <EnterCode action={answerCode} isSandbox={context.runtime.settings.mode === 'sandbox'} />
  })
}
