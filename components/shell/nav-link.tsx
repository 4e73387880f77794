'use client'

import { usePathname } from 'next/navigation'
import { Link } from '../ui/link.tsx'

/** A link of the main navigation; marked while the page shown is in its part. */
export function NavLink({ href, parts, label }: { href: string; parts: readonly string[]; label: string }) {
  const path = usePathname()
  const isHere = parts.some((part) => path === part || path.startsWith(`${part}/`))
  return (
    <Link href={href} aria-current={isHere ? (path === href ? 'page' : 'true') : undefined}>
      {label}
    </Link>
  )
}
