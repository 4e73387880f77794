import { z } from 'zod'
import { dayOf } from '../../../core/calendar-day.ts'
import { type Instant, instant } from '../../../core/clock.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { credentialId } from '../../../formats/keystore/name.ts'
import { parseSerial } from '../../../formats/pki/certificate/serial.ts'
import { writePem } from '../../../formats/pki/pem.ts'
import type { Store } from '../../../platform/store/open.ts'
import type { UseCaseContext } from '../../context.ts'
import { parseInput } from '../../parse-input.ts'
import { enterBusiness } from '../../ram/acting/scene.ts'
import { abn, recordId } from '../../ram/fields.ts'
import { lastUsesOf, usesOf } from '../record/last-uses.ts'
import {
  isRenewalOpen,
  lastDayOf,
  renewalOpensOn,
  revocationLabel,
  shownFields,
  shownStatus,
  showRow,
} from '../record/show-row.ts'
import { softwareSuccessorsOf } from '../record/software-successors.ts'
import { viewerOf } from '../record/viewer.ts'
import { stateAt } from '../rules/lifecycle.ts'
import { type CredentialView, credentialStatusLabels } from './views.ts'

export const viewCredentialInput = z.object({ abn, id: recordId })
export type ViewCredentialInput = z.input<typeof viewCredentialInput>

/** One machine credential with everything about it. */
export async function viewCredential(context: UseCaseContext, input: ViewCredentialInput): Promise<CredentialView> {
  const asked = parseInput(viewCredentialInput, input)
  const scene = await enterBusiness(context, asked.abn)
  scene.permit('list-credentials')
  const { store } = context.runtime
  const viewer = viewerOf(scene)
  const row = await store.credential.findFirst({
    where: { id: asked.id, abn: asked.abn },
    select: { ...shownFields, serial: true, sha1Fingerprint: true, sha256Fingerprint: true, certificate: true },
  })
  if (row?.certificate == null || row.sha1Fingerprint === null || row.sha256Fingerprint === null) {
    throw new MandateError('common.not-found')
  }
  const state = stateAt(row, viewer.now)
  const uses = await lastUsesOf(store, [row.id], context.runtime.clock.now())
  return {
    ...showRow(row, viewer, uses.get(row.id)),
    business: { abn: asked.abn, name: scene.business.name },
    version: row.version,
    keystoreId: credentialId(row.abn, row.name),
    serialDecimal: parseSerial({ hex: row.serial }).decimal,
    serialHex: row.serial,
    sha1Fingerprint: row.sha1Fingerprint,
    sha256Fingerprint: row.sha256Fingerprint,
    certificatePem: writePem('CERTIFICATE', row.certificate),
    unassigned:
      state.status === 'suspended'
        ? { since: new Date(state.since).toISOString(), lastDay: lastDayOf(state.until) }
        : null,
    revoked:
      state.status === 'revoked'
        ? {
            at: new Date(state.at).toISOString(),
            reason: state.reason,
            reasonLabel: revocationLabel(row, state.at, state.reason),
          }
        : null,
    revokedFrom: state.works && row.revokeAt !== null ? dayOf(instant(row.revokeAt)) : null,
    renewal: {
      opensOn: state.works && !row.isTest ? renewalOpensOn(row) : null,
      open: isRenewalOpen(row, state, viewer),
      renewedBy: await successorOf(store, row.id),
    },
    sameName: await sameNameAs(store, row, viewer.now),
    softwareSuccessors: (await softwareSuccessorsOf(store, row.id))
      .filter((successor) => stateAt(successor, viewer.now).works)
      .map(({ id, createdAt }) => ({ id, createdAt: createdAt.toISOString() })),
    uses: (await usesOf(store, row.id)).map(({ lastAt, ...use }) => ({
      ...use,
      lastAt: new Date(lastAt).toISOString(),
    })),
  }
}

async function successorOf(store: Store, id: string): Promise<CredentialView['renewal']['renewedBy']> {
  const next = await store.credential.findFirst({
    where: { renewsId: id, sha256Fingerprint: { not: null } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, createdAt: true },
  })
  return next && { id: next.id, createdAt: next.createdAt.toISOString() }
}

async function sameNameAs(
  store: Store,
  { id, abn, name }: { id: string; abn: string; name: string },
  now: Instant,
): Promise<CredentialView['sameName']> {
  const rows = await store.credential.findMany({
    where: { abn, name, id: { not: id }, sha256Fingerprint: { not: null } },
    orderBy: { createdAt: 'desc' },
    take: 20,
    select: shownFields,
  })
  return rows.map((row) => {
    const status = shownStatus(stateAt(row, now))
    return { id: row.id, status, statusLabel: credentialStatusLabels[status], validTo: row.notAfter.toISOString() }
  })
}
