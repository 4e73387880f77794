'use client'

import type { ReactNode } from 'react'
import { Link } from '../ui/link.tsx'
import { Hidden } from '../ui/page/layout.tsx'
import { LoadingBar } from './loading-bar.tsx'
import { Mark } from './mark.tsx'
import { NavLink } from './nav-link.tsx'
import { PageLinks } from './page-links.tsx'
import styles from './shell.module.css'

/** The person in the page's corner; nobody before sign-in. */
export type ShellPerson = { name: string } | undefined

/**
 * What stands round every page: notice, header, navigation, footer. Its code is kept by the browser, so that none of its
 * elements has to be described in the data of each page.
 */
export function Shell({
  person,
  isSandbox,
  children,
}: {
  person: ShellPerson
  isSandbox: boolean
  children: ReactNode
}) {
  return (
    <>
      <a className={styles.skip} href="#main">
        Skip to main content
      </a>
      <LoadingBar />
      <PageLinks />
      <section className={styles.notice} aria-label="About this site">
        <p>
          <strong>Not a government service.</strong>{' '}
          {isSandbox
            ? 'This is a sandbox for learning and testing: people, businesses and mails here are made up. Never enter real details.'
            : 'This site is run by its operator with open-source software.'}
        </p>
      </section>
      <header className={styles.dark}>
        <div className={styles.bar}>
          <Link className={styles.brand} href="/">
            <Mark />
            <span>
              <strong>Mandate</strong>
              <span>Who may act for a business</span>
            </span>
          </Link>
          <PersonMenu person={person} />
        </div>
        <nav className={styles.nav} aria-label="Main">
          <ul>
            {navigation(isSandbox).map((entry) => (
              <li key={entry.href}>
                <NavLink {...entry} />
              </li>
            ))}
          </ul>
        </nav>
      </header>
      <main className={styles.main} id="main" tabIndex={-1}>
        {children}
      </main>
      <Footer />
    </>
  )
}

function navigation(isSandbox: boolean) {
  return [
    { href: '/home', label: 'Manage my business', parts: ['/home', '/businesses', '/link', '/accept', '/me', '/desk'] },
    { href: '/dsp', label: 'Services for DSPs', parts: ['/dsp'] },
    ...(isSandbox
      ? [
          { href: '/test-my-software', label: 'Test my software', parts: ['/test-my-software'] },
          { href: '/inbox', label: 'Sandbox inbox', parts: ['/inbox'] },
          { href: '/console', label: 'Sandbox console', parts: ['/console'] },
        ]
      : []),
    { href: '/help', label: 'Help', parts: ['/help'] },
  ]
}

function PersonMenu({ person }: { person: ShellPerson }) {
  if (person === undefined) {
    return (
      <div className={styles.person}>
        <Link href="/home">Sign in</Link>
      </div>
    )
  }
  return (
    <form className={styles.person} method="post" action="/sign-out">
      <Link href="/me">
        {person.name}
        <Hidden>: my details</Hidden>
      </Link>
      <button type="submit">Sign out</button>
    </form>
  )
}

function Footer() {
  return (
    <footer className={`${styles.dark} ${styles.footer}`}>
      <div>
        <nav aria-label="Footer">
          <ul>
            <li>
              <Link href="/help">Help</Link>
            </li>
            <li>
              <Link href="/help/errors">Messages and what to do</Link>
            </li>
            <li>
              <Link href="/keystore-tools">Keystore tools</Link>
            </li>
            <li>
              <a href="/pki/root.crt">Root certificate</a>
            </li>
          </ul>
        </nav>
        <p>
          Mandate is open-source software. It is not the Relationship Authorisation Manager of the Australian Taxation
          Office and has no link with any government agency.
        </p>
      </div>
    </footer>
  )
}
