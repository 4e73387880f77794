/** What the three boxes of a date show for an ISO day. */
export function dayParts(name: string, isoDay: string | null | undefined): Record<string, string> {
  const [year = '', month = '', day = ''] = (isoDay ?? '').split('-')
  return {
    [`${name}-day`]: day.replace(/^0/, ''),
    [`${name}-month`]: month.replace(/^0/, ''),
    [`${name}-year`]: year,
  }
}
