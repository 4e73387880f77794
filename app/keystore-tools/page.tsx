import type { Metadata } from 'next'
import { KeystoreTools } from '../../components/keystore-tools/keystore-tools.tsx'
import { ToolsPage } from '../../components/keystore-tools/tools-page.tsx'

export const metadata: Metadata = { title: 'Keystore tools' }

export default function KeystoreToolsPage() {
  return (
    <ToolsPage>
      <KeystoreTools />
    </ToolsPage>
  )
}
