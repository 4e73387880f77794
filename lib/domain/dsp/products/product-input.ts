import { z } from 'zod'
import { dspAudiences, dspHostings, dspServices } from '../../../policy/dsp/products.ts'
import { line } from '../fields.ts'

/** The fields of "Register your product and enter EVTE". */
export const productFields = {
  name: line('the name of the product', 80),
  productVersion: line('the version', 30),
  hosting: z.enum(dspHostings, { error: 'Choose where the product runs.' }),
  services: z
    .array(z.enum(dspServices, { error: 'Choose from the list.' }), { error: 'Choose the services that it uses.' })
    .min(1, { error: 'Choose at least one service that the product uses.' })
    .transform((chosen) => dspServices.filter((service) => chosen.includes(service))),
  audience: z.enum(dspAudiences, { error: 'Choose for whom the product is.' }),
}

export const productInput = z.object(productFields)
export type ProductFacts = z.output<typeof productInput>

/** What tells one product from another: organisation, name and version, whatever the letter case. */
export function productIdentity(abn: string, { name, productVersion }: Pick<ProductFacts, 'name' | 'productVersion'>) {
  return `${abn}/${name.toLowerCase()}/${productVersion.toLowerCase()}`
}
