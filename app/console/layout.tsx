import type { ReactNode } from 'react'
import { ConsoleFrame } from '../../components/console/console-frame.tsx'
import { consoleRuntime } from './console-runtime.ts'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  await consoleRuntime()
  return <ConsoleFrame>{children}</ConsoleFrame>
}
