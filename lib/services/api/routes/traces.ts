import { exportTrace } from '../../../domain/mas/export-trace.ts'
import { listTraces, listTracesInput } from '../../../domain/mas/list-traces.ts'
import { viewTrace, viewTraceInput } from '../../../domain/mas/view-trace.ts'
import { trace, tracePage } from '../answers/trace.ts'
import { type Area, fileRoute, route } from '../route.ts'

export const traceRoutes: Area = {
  name: 'Traces',
  about: 'What the credentials of the business were used for, and for each request what was checked.',
  routes: [
    route({
      method: 'GET',
      path: '/businesses/{abn}/traces',
      id: 'listTraces',
      summary: 'List traces',
      right: 'traces:read',
      input: listTracesInput,
      answer: tracePage,
      call: listTraces,
    }),
    route({
      method: 'GET',
      path: '/businesses/{abn}/traces/{id}',
      id: 'viewTrace',
      summary: 'See one trace',
      right: 'traces:read',
      input: viewTraceInput,
      answer: trace,
      call: viewTrace,
    }),
    fileRoute({
      method: 'GET',
      path: '/businesses/{abn}/traces/{id}/bundle',
      id: 'exportTrace',
      summary: 'Download one trace for the support of a software vendor',
      description: 'Everything that was checked, and by which rules. It holds no key, secret or token.',
      right: 'traces:read',
      input: viewTraceInput,
      media: { types: ['application/json'], about: 'The bundle.' },
      call: exportTrace,
    }),
  ],
}
