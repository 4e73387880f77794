'use client'

/** The last resort: the frame of the pages itself failed. Plain HTML, so that nothing else can go wrong. */
export default function GlobalError({ error }: { error: Error & { digest?: string } }) {
  return (
    <html lang="en-AU">
      <body>
        <main>
          <h1>Something went wrong on our side</h1>
          <p>Mandate could not show this page because of a fault of its own. Try again in a minute.</p>
          <p>
            If it happens again, tell the operator this reference: <code>{error.digest ?? 'none'}</code>
          </p>
          <p>
            <a href="/">Go to the start page</a>
          </p>
        </main>
      </body>
    </html>
  )
}
