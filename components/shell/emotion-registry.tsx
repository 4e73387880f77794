'use client'

import createCache from '@emotion/cache'
import { CacheProvider } from '@emotion/react'
import { useServerInsertedHTML } from 'next/navigation'
import { type ReactNode, useState } from 'react'

/**
 * Collects the styles that the design system writes while a page renders on the server, and puts them into the page
 * under the nonce of its content security policy.
 */
export function EmotionRegistry({ nonce, children }: { nonce: string | undefined; children: ReactNode }) {
  const [{ cache, takeInserted }] = useState(() => collectingCache(nonce))
  useServerInsertedHTML(() => {
    const styles = takeInserted().flatMap((name) => {
      const style = cache.inserted[name]
      return typeof style === 'string' ? [{ name, style }] : []
    })
    if (styles.length === 0) return null
    return (
      <style
        nonce={nonce}
        data-emotion={`${cache.key} ${styles.map(({ name }) => name).join(' ')}`}
        // biome-ignore lint/security/noDangerouslySetInnerHtml: style rules of the design system, no outside text
        dangerouslySetInnerHTML={{ __html: styles.map(({ style }) => style).join('') }}
      />
    )
  })
  return <CacheProvider value={cache}>{children}</CacheProvider>
}

function collectingCache(nonce: string | undefined) {
  const cache = createCache({ key: 'css', nonce })
  cache.compat = true
  const insert = cache.insert
  let inserted: string[] = []
  cache.insert = (...given) => {
    const { name } = given[1]
    if (cache.inserted[name] === undefined) inserted.push(name)
    return insert(...given)
  }
  return {
    cache,
    takeInserted() {
      const names = inserted
      inserted = []
      return names
    },
  }
}
