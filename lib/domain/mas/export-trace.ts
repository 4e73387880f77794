import type { UseCaseContext } from '../context.ts'
import type { ExportFile } from '../ram/acting/export-file.ts'
import { serviceVersions } from './service-version.ts'
import { traceKeeping } from './trace/trace-keeper.ts'
import { type ViewTraceInput, viewTrace } from './view-trace.ts'

/**
 * One trace as a file for a software vendor's support: everything that was checked, and by which rules. It holds no
 * key, secret or token.
 *
 * @throws MandateError as `viewTrace`
 */
export async function exportTrace(context: UseCaseContext, input: ViewTraceInput): Promise<ExportFile> {
  const trace = await viewTrace(context, input)
  const { clock, settings } = context.runtime
  const bundle = {
    about: 'A trace of Mandate: what a service checked in one request. It holds no key, secret or token.',
    madeAt: new Date(clock.now()).toISOString(),
    mode: settings.mode,
    tokenService: `${settings.publicHttpsUrl}/R3.0/S007v1.3/service.svc`,
    algorithms: Object.values(serviceVersions).map(({ name, signatures }) => ({
      service: name,
      signatures: signatures.signatureAlgorithms,
      digests: signatures.digestAlgorithms,
      transforms: signatures.transforms,
    })),
    keptForDays: traceKeeping.days,
    trace,
  }
  return {
    fileName: `trace-${trace.id}.json`,
    mediaType: 'application/json',
    chunks: (async function* () {
      yield `${JSON.stringify(bundle, null, 2)}\n`
    })(),
  }
}
