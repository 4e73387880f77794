import type { SharingAct } from '../../../platform/store/generated/enums.ts'
import type { Transaction } from '../../../platform/store/open.ts'

export type SharingFacts = { act: SharingAct; serviceId: string; personId: string; scopes: readonly string[]; at: Date }

/** Adds what a person decided about sharing to their own history, in the transaction of what it tells. */
export async function recordSharing(tx: Transaction, { scopes, ...facts }: SharingFacts): Promise<void> {
  const { name } = await tx.relyingService.findUniqueOrThrow({ where: { id: facts.serviceId }, select: { name: true } })
  await tx.sharingEvent.create({ data: { ...facts, scopes: [...scopes], serviceName: name } })
}
