import type { Abn } from '../../lib/core/abn.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import {
  type RegisterDeveloperInput,
  registerDeveloper,
} from '../../lib/domain/dsp/organisations/register-developer.ts'
import { type RegisterProductInput, registerProduct } from '../../lib/domain/dsp/products/register-product.ts'
import { inTransaction } from '../../lib/platform/store/transaction.ts'
import { seedUsi } from '../../prisma/seed/usi.ts'
import { abns, createRamWorld } from './ram.ts'
import type { StoreKind } from './stores.ts'

/** Online services for DSPs to test with: RAM with its register, and the USI registry's test data. */
export type DspWorld = Awaited<ReturnType<typeof createDspWorld>>

export async function createDspWorld(kind: StoreKind) {
  const world = await createRamWorld(kind)
  await inTransaction(world.store, (tx) => seedUsi(tx, world.clock.now()))

  /** A whole developer registration, to be changed where the test needs. */
  function registration(abn: Abn, changes: Partial<RegisterDeveloperInput> = {}): RegisterDeveloperInput {
    return {
      submissionId: world.newId(),
      abn,
      developerKinds: ['COMMERCIAL'],
      website: '',
      givenNames: 'Priya',
      familyName: 'Sharma',
      email: 'priya@example.com',
      phone: '02 5550 1234',
      position: '',
      declaration: 'yes',
      ...changes,
    }
  }

  function product(abn: Abn, changes: Partial<RegisterProductInput> = {}): RegisterProductInput {
    return {
      submissionId: world.newId(),
      abn,
      name: 'Enrol',
      productVersion: '1.0',
      hosting: 'SERVER',
      services: ['USI'],
      audience: 'COMMERCIAL',
      declaration: 'yes',
      ...changes,
    }
  }

  /** A registered DSP with a product. */
  async function productOf(abn: Abn, context: UseCaseContext, changes: Partial<RegisterProductInput> = {}) {
    if ((await world.store.dspOrganisation.findUnique({ where: { abn } })) === null) {
      await registerDeveloper(context, registration(abn))
    }
    return await registerProduct(context, product(abn, changes))
  }

  let credentials = 0

  /** A credential in force, of Banksia where no ABN is given. @returns its id */
  async function credential(name: string, facts: { abn?: Abn; isTest?: boolean } = {}): Promise<string> {
    const { abn = abns.banksia, isTest = true } = facts
    const id = world.newId()
    const unique = String(++credentials).padStart(40, '0')
    await world.business(abn)
    await world.store.credential.create({
      data: {
        id,
        abn,
        name,
        status: 'ACTIVE',
        serial: unique,
        keyHash: unique,
        sha1Fingerprint: unique,
        sha256Fingerprint: unique,
        certificate: new Uint8Array([0x30]),
        notBefore: new Date(world.clock.now()),
        notAfter: new Date('2028-01-01'),
        createdByName: 'Test',
        isTest,
        createdAt: new Date(world.clock.now()),
      },
    })
    world.clock.advance(1000)
    return id
  }

  return { ...world, registration, product, productOf, credential }
}
