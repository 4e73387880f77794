import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestRuntime, type TestRuntime } from '../../../test/support/runtime.ts'
import { addToDraft, beginDraft, draftLifetime, readDraft } from './drafts.ts'

const olivia = { personId: '11111111-1111-4111-8111-111111111111', journey: 'add-user' }
const marcus = { ...olivia, personId: '22222222-2222-4222-8222-222222222222' }

describe('drafts', () => {
  let runtime: TestRuntime
  beforeAll(async () => {
    runtime = await createTestRuntime('embedded')
  })
  afterAll(() => runtime.close())

  it('keeps the answers of every page; a page sent again replaces its own', async () => {
    const id = await beginDraft(runtime, olivia, { type: ['STANDARD'] })
    await addToDraft(runtime, olivia, id, { email: ['a@example.com'] })
    await addToDraft(runtime, olivia, id, { email: ['b@example.com'], agency: ['ato', 'usi'] })
    expect(await readDraft(runtime, olivia, id)).toEqual({
      type: ['STANDARD'],
      email: ['b@example.com'],
      agency: ['ato', 'usi'],
    })
  })

  it("takes the id of the first page, but none that is another person's or no id", async () => {
    const wanted = '33333333-3333-4333-8333-333333333333'
    expect(await beginDraft(runtime, olivia, { type: ['BASIC'] }, wanted)).toBe(wanted)
    const other = await beginDraft(runtime, marcus, { type: ['STANDARD'] }, wanted)
    expect(other).not.toBe(wanted)
    expect(await readDraft(runtime, olivia, wanted)).toEqual({ type: ['BASIC'] })
    expect(await beginDraft(runtime, marcus, {}, "x' or 1=1")).toMatch(/^[0-9a-f-]{36}$/)
  })

  it('does not open for another person, for another journey, or changed', async () => {
    const id = await beginDraft(runtime, olivia, { email: ['secret@example.com'] })
    expect(await readDraft(runtime, marcus, id)).toBeUndefined()
    expect(await addToDraft(runtime, marcus, id, { email: ['mine@example.com'] })).toBeUndefined()
    expect(await readDraft(runtime, { ...olivia, journey: 'link' }, id)).toBeUndefined()
    expect(await readDraft(runtime, olivia, id)).toEqual({ email: ['secret@example.com'] })
  })

  it('does not open when its row was given to another person', async () => {
    const id = await beginDraft(runtime, olivia, { email: ['secret@example.com'] })
    await runtime.store.draft.update({ where: { id }, data: { personId: marcus.personId } })
    await expect(readDraft(runtime, marcus, id)).rejects.toThrow()
  })

  it('shows nothing of the answers in the database', async () => {
    const id = await beginDraft(runtime, olivia, { email: ['secret@example.com'] })
    const row = await runtime.store.draft.findUniqueOrThrow({ where: { id } })
    expect(Buffer.from(row.sealed).toString('latin1')).not.toContain('secret')
  })

  it.each(['', 'x', "' or 1=1", '11111111-1111-4111-8111-111111111111'])('finds nothing at %j', async (id) => {
    expect(await readDraft(runtime, olivia, id)).toBeUndefined()
  })

  it('lapses a day after it was last added to, and is dropped when the next one begins', async () => {
    const id = await beginDraft(runtime, olivia, { type: ['BASIC'] })
    runtime.clock.advance(draftLifetime - 1)
    expect(await addToDraft(runtime, olivia, id, {})).toEqual({ type: ['BASIC'] })
    runtime.clock.advance(draftLifetime)
    expect(await readDraft(runtime, olivia, id)).toBeUndefined()
    await beginDraft(runtime, marcus, {})
    expect(await runtime.store.draft.findUnique({ where: { id } })).not.toBeNull()
    runtime.clock.advance(1)
    await beginDraft(runtime, marcus, {})
    expect(await runtime.store.draft.findUnique({ where: { id } })).toBeNull()
  })
})
