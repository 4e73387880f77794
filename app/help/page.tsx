import type { Metadata } from 'next'
import { Help } from '../../components/help/help.tsx'

export const metadata: Metadata = { title: 'Help' }

export default function HelpPage() {
  return <Help />
}
