import { exportHistory, exportHistoryInput } from '../../../domain/ram/history/export-history.ts'
import { listHistory, listHistoryInput } from '../../../domain/ram/history/list-history.ts'
import { historyPage } from '../answers/history.ts'
import { type Area, fileRoute, route } from '../route.ts'

export const historyRoutes: Area = {
  name: 'History',
  about: 'What happened in the business, newest first. Nothing in it is ever changed.',
  routes: [
    route({
      method: 'GET',
      path: '/businesses/{abn}/history',
      id: 'listHistory',
      summary: 'List the history',
      right: 'history:read',
      input: listHistoryInput,
      answer: historyPage,
      call: listHistory,
    }),
    fileRoute({
      method: 'GET',
      path: '/businesses/{abn}/history/export',
      id: 'exportHistory',
      summary: 'Download the history',
      description:
        'Oldest first, without a limit. JSON has everything that the hashes cover: npx mandate history verify checks it.',
      right: 'history:read',
      input: exportHistoryInput,
      media: { types: ['text/csv; charset=utf-8', 'application/json'], about: 'One line or object for each entry.' },
      call: exportHistory,
    }),
  ],
}
