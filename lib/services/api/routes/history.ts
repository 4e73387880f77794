import { listHistory, listHistoryInput } from '../../../domain/ram/history/list-history.ts'
import { historyPage } from '../answers/history.ts'
import { type Area, route } from '../route.ts'

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
  ],
}
