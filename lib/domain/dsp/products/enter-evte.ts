import { MandateError } from '../../../core/errors/index.ts'
import { randomCode, uuid } from '../../../core/random.ts'
import type { DspOrganisation, DspProduct } from '../../../platform/store/generated/client.ts'
import { hostingNames } from '../../../policy/dsp/products.ts'
import type { Actor } from '../../context.ts'
import type { ChangeTools } from '../../ram/acting/change-tools.ts'
import { actorOf } from '../../ram/acting/scene.ts'
import { welcomePackMail } from '../mails/dsp-mails.ts'
import { buildWelcomePack } from '../pack/welcome-pack.ts'
import type { DspScene } from '../scene.ts'
import { fileRequest } from '../support/file-request.ts'
import { moveEnrolment } from './move-enrolment.ts'
import { type ProductFacts, productIdentity } from './product-input.ts'

type Tools = DspScene & ChangeTools & { organisation: DspOrganisation }

export type EnteredEvte = { productId: string; requestId: string; code: string }

/**
 * Registers a product and lets it into the environments that it asked for: writes product and enrolments, files the
 * request, and mails the welcome pack. One way for the form, for mails and for programs.
 *
 * @throws MandateError `dsp.main-contact-missing`, `dsp.product-exists`
 */
export async function enterEvte(
  tools: Tools,
  actor: Actor,
  facts: ProductFacts,
  channel: 'FORM' | 'MAIL',
): Promise<EnteredEvte> {
  const { tx, runtime, business } = tools
  const main = await tx.dspContact.findUnique({ where: { mainOf: business.abn } })
  if (main === null) throw new MandateError('dsp.main-contact-missing')
  const { name, productVersion, hosting, audience, services } = facts
  const identity = productIdentity(business.abn, facts)
  if ((await tx.dspProduct.findUnique({ where: { identity } })) !== null) {
    throw new MandateError(
      'dsp.product-exists',
      { name, version: productVersion },
      { fields: { productVersion: 'This version is registered. Enter another one.' } },
    )
  }
  const author = actorOf(actor)
  const product = await tx.dspProduct.create({
    data: {
      id: uuid(runtime.random),
      abn: business.abn,
      code: `evte-${randomCode(runtime.random, codeLetters, 6)}`,
      name,
      productVersion,
      identity,
      hosting,
      audience,
      channel,
      registeredById: author.id,
      registeredByName: author.name,
      createdAt: new Date(runtime.clock.now()),
      enrolments: { create: services.map((service) => ({ service, status: 'REGISTERED' as const })) },
    },
  })
  await tools.record({
    category: 'SOFTWARE',
    act: 'dsp-product-registered',
    subject: { id: product.id, name: `${name} ${productVersion}` },
    details: { service: services.join(', '), code: product.code },
  })
  for (const service of services) await moveEnrolment(tools, product, service, 'send-pack')
  const { id: requestId } = await fileRequest(tools, {
    kind: 'PRODUCT_REGISTRATION',
    status: 'RESOLVED',
    subject: `Register ${name} ${productVersion} and enter EVTE`,
    email: tools.mine.email,
    productId: product.id,
    author,
    text: `${name} ${productVersion} (${hostingNames[hosting].name}) enters: ${services.join(', ')}.`,
    answer: 'The product is registered and the welcome pack is on its way.',
  })
  await mailPack(tools, product, services, [main.email, tools.mine.email])
  return { productId: product.id, requestId, code: product.code }
}

/** Without characters that could be mistaken for one another. */
const codeLetters = '23456789abcdefghjkmnpqrstuvwxyz'

async function mailPack(
  tools: Tools,
  product: DspProduct,
  services: ProductFacts['services'],
  recipients: readonly string[],
): Promise<void> {
  const { runtime, business, tx } = tools
  const pack = await buildWelcomePack(runtime.settings, tx, { product, business, services })
  for (const to of new Set(recipients.map((email) => email.toLowerCase()))) {
    await tools.mail(welcomePackMail(runtime.settings, { product, business, pack, to }))
  }
}
