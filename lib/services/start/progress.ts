/** Says what a long step is while it runs, and how long it took; nothing at all for a step of under a fifth of a second. */
export async function progress<Result>(title: string, work: () => Promise<Result>): Promise<Result> {
  const begun = performance.now()
  let said = false
  const timer = setTimeout(() => {
    said = true
    process.stdout.write(`  ${title} ...\n`)
  }, 200)
  try {
    return await work()
  } finally {
    clearTimeout(timer)
    if (said) process.stdout.write(`  ${title}: ${((performance.now() - begun) / 1000).toFixed(1)} s\n`)
  }
}
