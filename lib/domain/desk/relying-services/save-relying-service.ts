import type { UseCaseContext } from '../../context.ts'
import { invalidInput } from '../../parse-input.ts'
import { differences, operate, refuseUnseen } from '../operate.ts'
import { type SaveRelyingServiceInput, saveRelyingServiceInput } from './service-input.ts'
import { serviceInWords, toServiceView } from './service-view.ts'

/**
 * Registers a service that signs people in through RAM, or changes one. It takes effect with its next request. Of the
 * sandbox's demonstration, keys and return address stay as they are.
 *
 * @throws MandateError `common.not-found`, `common.changed-meanwhile`, `common.invalid-input` also where the id is taken
 */
export async function saveRelyingService(
  context: UseCaseContext,
  input: SaveRelyingServiceInput,
): Promise<{ id: string }> {
  const { runtime } = context
  const form = { act: 'save-relying-service', schema: saveRelyingServiceInput, input }
  return await operate(context, form, async (asked, { tx, record }) => {
    const { submissionId: _, version: seen, id, keys, redirectUris, ...facts } = asked
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('mandate/relying-services'))`
    const before = await tx.relyingService.findUnique({ where: { id } })
    await refuseUnseen(tx, before, { seen, taken: 'Another relying service has this id.' })
    const known = await tx.agencyService.count({ where: { id: { in: facts.serviceIds } } })
    if (known !== new Set(facts.serviceIds).size) throw invalidInput({ serviceIds: 'Choose services of the list.' })
    const viewBefore = before && toServiceView(before, runtime.settings)
    const own = viewBefore?.isSimulated ? {} : { keys: keys as object, redirectUris }
    const after = await tx.relyingService.upsert({
      where: { id },
      create: { id, ...facts, keys: keys as object, redirectUris, createdAt: new Date(runtime.clock.now()) },
      update: { ...facts, ...own, version: { increment: 1 } },
    })
    const words = serviceInWords(toServiceView(after, runtime.settings))
    await record({
      act: before === null ? 'relying-service-registered' : 'relying-service-changed',
      subject: { id, name: facts.name },
      details: { version: after.version, changed: differences(viewBefore ? serviceInWords(viewBefore) : {}, words) },
    })
    return { id }
  })
}
