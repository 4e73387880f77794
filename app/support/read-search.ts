/** What Next gives a page of its address after the `?`. */
export type Search = Promise<Record<string, string | string[] | undefined>>

/** Reads the part of an address after the `?`: the first value of each name, and all values of a name. */
export async function readSearch(search: Search) {
  const given = await search
  return {
    one(name: string): string | undefined {
      const value = [given[name]].flat()[0]
      return value === undefined || value === '' ? undefined : value
    },
    all(name: string): string[] {
      return [given[name] ?? []].flat().filter((value) => value !== '')
    },
    /** The value if it is one of those allowed: an address that was changed by hand shows the plain list. */
    oneOf<Value extends string>(name: string, allowed: readonly Value[]): Value | undefined {
      const value = [given[name]].flat()[0]
      return allowed.find((candidate) => candidate === value)
    },
  }
}
