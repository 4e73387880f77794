import { expect, test } from 'vitest'
import { documentCredentials } from './document.ts'

test('docs/credentials.md is what the data says; `vitest run lib/domain/credentials/rules -u` writes it', async () => {
  await expect(documentCredentials()).toMatchFileSnapshot('../../../../docs/credentials.md')
})
