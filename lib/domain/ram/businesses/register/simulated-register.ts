import type { Abn } from '../../../../core/abn.ts'
import type { RegisterEntry } from '../../../../platform/store/generated/client.ts'
import type { Store } from '../../../../platform/store/open.ts'
import { containsText } from '../../../../platform/store/text-filters.ts'
import { sameAddress } from '../../../../policy/identity/address.ts'
import { sameName } from '../../../../policy/identity/names.ts'
import type { BusinessRegister, RegisteredBusiness } from './register.ts'

/** The sandbox's register: made-up businesses and associates in the database. */
export function simulatedRegister(store: Store): BusinessRegister {
  return {
    async findBusiness(abn) {
      const entry = await store.registerEntry.findUnique({
        where: { abn },
        include: { _count: { select: { associates: true } } },
      })
      return entry === null ? undefined : toBusiness(entry, entry._count.associates)
    },

    async findAssociations(person, address) {
      const candidates = await store.registerAssociate.findMany({
        where: { postcode: address.postcode, birthDate: person.birthDate ?? undefined },
        include: { entry: { include: { _count: { select: { associates: true } } } } },
        orderBy: [{ entry: { name: 'asc' } }, { abn: 'asc' }],
      })
      return candidates
        .filter((candidate) => sameName(candidate, person) && sameAddress(candidate, address))
        .map(({ entry, role, detailsOutdated }) => ({
          business: toBusiness(entry, entry._count.associates),
          role,
          detailsOutdated,
        }))
    },

    async isAssociate(abn, person) {
      const associates = await store.registerAssociate.findMany({
        where: { abn, birthDate: person.birthDate ?? undefined },
      })
      return associates.some((associate) => sameName(associate, person))
    },

    async searchBusinesses(text, limit) {
      const entries = await store.registerEntry.findMany({
        where: { status: 'REGISTERED', name: containsText(text) },
        include: { _count: { select: { associates: true } } },
        orderBy: [{ name: 'asc' }, { abn: 'asc' }],
        take: limit,
      })
      return entries.map((entry) => toBusiness(entry, entry._count.associates))
    },
  }
}

function toBusiness(entry: RegisterEntry, associates: number): RegisteredBusiness {
  const { acn, name, entityType, status, statusFrom, state, postcode } = entry
  const abn = entry.abn as Abn
  return { abn, acn, name, entityType, status, statusFrom, state, postcode, hasIndividualAssociates: associates > 0 }
}
