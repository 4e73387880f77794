/** An address with what is not empty after its `?`. */
export function address(path: string, values: Record<string, string | readonly string[] | undefined | null>): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(values)) {
    for (const one of [value ?? []].flat()) if (one !== '') search.append(name, one as string)
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}
