import type { IncomingMessage } from 'node:http'
import { MandateError } from '../../core/errors/index.ts'
import type { Settings } from '../../platform/settings/settings.ts'

/**
 * Refuses what a page of another website started: a browser names the page's origin, programs name none.
 *
 * @throws MandateError `common.foreign-origin`
 */
export function refuseForeignOrigin(
  request: Pick<IncomingMessage, 'headers'>,
  { publicUrl, publicHttpsUrl }: Pick<Settings, 'publicUrl' | 'publicHttpsUrl'>,
): void {
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  const own = [publicUrl, publicHttpsUrl].map((url) => new URL(url).origin)
  const isForeign = origin !== undefined && !own.includes(origin)
  if (isForeign || site === 'cross-site' || site === 'same-site') throw new MandateError('common.foreign-origin')
}
