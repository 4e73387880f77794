import type { AnchorHTMLAttributes, ReactNode } from 'react'

type Props = Pick<AnchorHTMLAttributes<HTMLAnchorElement>, 'rel' | 'className' | 'aria-current'> & {
  href: string
  children: ReactNode
}

/**
 * A link to another page of ours: a plain element, which costs a page next to nothing however many it has. In the
 * browser `PageLinks` opens it without loading the whole page anew.
 */
export function Link({ href, children, ...rest }: Props) {
  return (
    <a href={href} {...rest} data-page="">
      {children}
    </a>
  )
}
