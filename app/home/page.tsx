import type { Metadata } from 'next'
import { Home } from '../../components/home/home.tsx'
import { showPage } from '../support/show-page.tsx'
import { profileUnderTerms } from '../support/terms.ts'

export const metadata: Metadata = { title: 'Manage my business' }

export default async function HomePage() {
  return showPage(async (context) => <Home profile={await profileUnderTerms(context, '/home')} />)
}
