/**
 * Where to go on after a step between: a path of ours, never another site.
 *
 * @returns `/home` for anything else
 */
export function safePath(given: string | undefined): string {
  if (given === undefined || !/^\/(?![/\\])[\w\-./?=&%]*$/.test(given)) return '/home'
  return given
}
