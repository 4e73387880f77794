import type { Abn } from '../../../../core/abn.ts'
import type { Runtime } from '../../../../platform/runtime/runtime.ts'
import type { Address } from '../../../../policy/identity/address.ts'
import { httpRegister } from './http-register.ts'
import { simulatedRegister } from './simulated-register.ts'

/** A business as the Australian Business Register has it. Days are ISO. */
export type RegisteredBusiness = {
  abn: Abn
  acn: string | null
  name: string
  entityType: string
  status: 'REGISTERED' | 'CANCELLED'
  statusFrom: string
  state: string
  postcode: string
  /** False where no natural person is listed: a corporate trustee, a government entity and the like. */
  hasIndividualAssociates: boolean
}

/** A person as their Digital ID proves them. */
export type ProvenPerson = { givenNames: string; familyName: string; birthDate: string | null }

/** That the register lists a person for a business. */
export type Association = {
  business: RegisteredBusiness
  /** `Director`, `Sole trader`, `Partner`... */
  role: string
  /** The tax office wants the person's details put right before anything else. */
  detailsOutdated: boolean
}

/** The business register, as far as RAM asks it. Never called inside a transaction. */
export type BusinessRegister = {
  findBusiness(abn: Abn): Promise<RegisteredBusiness | undefined>
  /** What lists the person, with their name, birth date and address all as given. */
  findAssociations(person: ProvenPerson, address: Address): Promise<Association[]>
  /** Whether the register still lists the person for the business, wherever they live. */
  isAssociate(abn: Abn, person: ProvenPerson): Promise<boolean>
  /** Registered businesses whose name has the text, best first. */
  searchBusinesses(text: string, limit: number): Promise<RegisteredBusiness[]>
}

/** The register that the settings name: a service behind HTTP, or the simulated one. */
export function openRegister(runtime: Runtime): BusinessRegister {
  const { registerUrl } = runtime.settings
  return registerUrl === undefined ? simulatedRegister(runtime.store) : httpRegister(registerUrl)
}
