import type { DspHosting, DspService } from '../products.ts'
import type { CaseList, ConformanceCase } from './case.ts'
import { sbr1Cases } from './sbr1.ts'
import { sbr2Cases } from './sbr2.ts'
import { usiCases } from './usi.ts'

/** Every conformance case of every environment, in the order of the checklists. */
export const conformanceCases: CaseList = { SBR1: sbr1Cases, SBR2: sbr2Cases, USI: usiCases }

/** The cases that a product of this kind has to pass in the environment. */
export function casesFor(service: DspService, hosting: DspHosting): ConformanceCase[] {
  return conformanceCases[service].filter(({ hostings }) => hostings === undefined || hostings.includes(hosting))
}

export type { ConformanceCase, Sign } from './case.ts'
