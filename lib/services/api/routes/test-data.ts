import { z } from 'zod'
import { listTestData } from '../../../domain/evte/list-test-data.ts'
import { testData } from '../answers/test-data.ts'
import { type Area, openRoute } from '../route.ts'

export const testDataRoutes: Area = {
  name: 'Test data',
  about: 'The made-up people, organisations and students of the sandbox.',
  routes: [
    openRoute({
      method: 'GET',
      path: '/test-data',
      id: 'listTestData',
      summary: 'List what there is to test with',
      access: 'sandbox',
      input: z.object({}),
      answer: testData,
      call: ({ runtime }) => listTestData(runtime),
    }),
  ],
}
