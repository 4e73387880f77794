import { MandateError } from '../../../core/errors/index.ts'
import type { Store } from '../../../platform/store/open.ts'
import type { TraceRecorder } from '../../mas/trace/trace-recorder.ts'
import type { Organisation } from './context.ts'

/**
 * Admits the organisation that a request names: registered, of the business in the token, authorised by the Registrar.
 *
 * @throws MandateError `usi.organisation-unknown`, `usi.organisation-not-yours`, `usi.organisation-not-authorised`
 * @see docs/wire-formats.md, USI: authorisation
 */
export async function admitOrganisation(
  store: Store,
  code: string,
  abn: string,
  trace: TraceRecorder,
): Promise<Organisation> {
  trace.begin('business')
  const found = await store.usiOrganisation.findUnique({ where: { code: code.toUpperCase() } })
  if (found === null) throw new MandateError('usi.organisation-unknown', { code })
  if (found.abn !== abn) throw new MandateError('usi.organisation-not-yours', { code: found.code, abn })
  trace.pass('The organisation belongs to the business in the token.', { organisation: found.code, abn })
  trace.begin('authority')
  if (!found.authorised) throw new MandateError('usi.organisation-not-authorised', { code: found.code })
  trace.pass('The Registrar has authorised the organisation.', { organisation: found.code, name: found.name })
  return { code: found.code, abn: found.abn, name: found.name }
}
