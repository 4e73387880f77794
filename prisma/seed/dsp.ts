import { recordHistory } from '../../lib/platform/history/record-history.ts'
import type { Runtime } from '../../lib/platform/runtime/runtime.ts'
import type { Transaction } from '../../lib/platform/store/open.ts'
import { seedId } from './seed-id.ts'

const abn = '11000002568'

/**
 * Banksia Cloud Software as a DSP that is at it already: registered, with Priya as its main contact, a product that
 * has its welcome pack, and a question that the desk has answered. What is there stays as it is.
 */
export async function seedDsp(tx: Transaction, { clock }: Pick<Runtime, 'clock'>): Promise<void> {
  const held = await tx.authorisation.findFirst({ where: { abn, email: 'priya@example.com' } })
  if (held?.personId == null || (await tx.dspOrganisation.findUnique({ where: { abn } })) !== null) return
  const at = new Date(clock.now())
  const priya = { id: held.personId, name: 'Priya Sharma' }
  await tx.dspOrganisation.create({
    data: {
      abn,
      developerKinds: ['COMMERCIAL'],
      website: 'https://banksia.example.com',
      registeredAt: at,
      registeredById: priya.id,
      registeredByName: priya.name,
      contacts: {
        create: {
          id: seedId('dsp-contact/priya'),
          givenNames: 'Priya',
          familyName: 'Sharma',
          email: 'priya@example.com',
          phone: '02 5550 1234',
          position: 'Director',
          isMain: true,
          mainOf: abn,
          personId: priya.id,
          createdAt: at,
        },
      },
    },
  })
  const name = 'Banksia Enrol'
  const productVersion = '4.2'
  const productId = seedId('dsp-product/banksia-enrol')
  await tx.dspProduct.create({
    data: {
      id: productId,
      abn,
      code: 'evte-banks1',
      name,
      productVersion,
      identity: `${abn}/${name.toLowerCase()}/${productVersion}`,
      hosting: 'CLOUD',
      audience: 'COMMERCIAL',
      channel: 'FORM',
      registeredById: priya.id,
      registeredByName: priya.name,
      createdAt: at,
      enrolments: {
        create: (['SBR2', 'USI'] as const).map((service) => ({
          service,
          status: 'PACK_SENT' as const,
          packSentAt: at,
        })),
      },
    },
  })
  const question = {
    id: seedId('dsp-request/question'),
    abn,
    kind: 'QUESTION' as const,
    topic: 'm2m',
    subject: 'Does each of our customers need a machine credential?',
    status: 'ANSWERED' as const,
    createdById: priya.id,
    createdByName: priya.name,
    email: 'priya@example.com',
    productId,
    createdAt: at,
    changedAt: at,
  }
  await tx.dspRequest.create({
    data: {
      ...question,
      messages: {
        create: [
          {
            id: seedId('dsp-message/1'),
            authorId: priya.id,
            authorName: priya.name,
            fromDesk: false,
            text: 'Our product runs on our own servers. Do our customers have to create machine credentials?',
            at,
          },
          {
            id: seedId('dsp-message/2'),
            authorName: 'Dana Kelly',
            fromDesk: true,
            text: 'No. Cloud software uses the credential of its provider. Your customers only notify government of your software ID, in RAM under cloud software notifications.',
            at: new Date(at.getTime() + 1000),
          },
        ],
      },
    },
  })
  await recordHistory(tx, {
    abn,
    at: clock.now(),
    category: 'SOFTWARE',
    act: 'dsp-product-registered',
    actor: 'system',
    subject: { id: productId, name: `${name} ${productVersion}` },
    details: { service: 'SBR2, USI', code: 'evte-banks1' },
  })
}
