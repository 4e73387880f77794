import { dayOf } from '../../../core/calendar-day.ts'
import { readCertificate } from '../../../formats/pki/certificate/read.ts'
import { writePem } from '../../../formats/pki/pem.ts'
import { relyingPartyIds } from '../../../platform/authority/key-plan.ts'
import type { Settings } from '../../../platform/settings/settings.ts'
import type { Prisma } from '../../../platform/store/generated/client.ts'
import type { TokenKeyType } from '../../mas/relying-parties/relying-party.ts'

/** A relying party as operators see it. */
export type RelyingPartyView = {
  id: string
  name: string
  addresses: string[]
  keyTypes: TokenKeyType[]
  defaultMinutes: number
  maximumMinutes: number
  serviceId: string | null
  version: number
  /** `until` is an ISO day. */
  certificate: { pem: string; subject: string; sha256: string; until: string }
  /** Played by the sandbox itself, which holds its key. */
  isSimulated: boolean
}

export type RelyingPartyRow = Prisma.RelyingPartyGetPayload<{ include: { addresses: true } }>

export function toPartyView(row: RelyingPartyRow, settings: Pick<Settings, 'mode'>): RelyingPartyView {
  const { id, name, serviceId, version } = row
  const { der, subject, fingerprints, notAfter } = readCertificate(Uint8Array.from(row.certificate))
  return {
    id,
    name,
    serviceId,
    version,
    addresses: row.addresses.map(({ address }) => address).sort((a, b) => weight(a) - weight(b) || (a < b ? -1 : 1)),
    keyTypes: row.keyTypes as TokenKeyType[],
    defaultMinutes: Math.round(row.defaultLifetimeSeconds / 60),
    maximumMinutes: Math.round(row.maximumLifetimeSeconds / 60),
    certificate: {
      pem: writePem('CERTIFICATE', der),
      subject: subject.text,
      sha256: fingerprints.sha256,
      until: dayOf(notAfter),
    },
    isSimulated: isSimulated(id, settings),
  }
}

/** Public addresses with TLS first, this machine's last. */
function weight(address: string): number {
  return (/\/\/localhost[:/]/.test(address) ? 2 : 0) + (address.startsWith('https:') ? 0 : 1)
}

/** The sandbox plays these itself, so their certificate follows its key and they cannot be taken away. */
export function isSimulated(id: string, { mode }: Pick<Settings, 'mode'>): boolean {
  return mode === 'sandbox' && (relyingPartyIds as readonly string[]).includes(id)
}

/** The party in words, by field: what the history keeps of a change. */
export function partyInWords(view: RelyingPartyView): Record<string, string> {
  const { certificate } = view
  return {
    name: view.name,
    addresses: view.addresses.join(', '),
    certificate: `${certificate.subject}, until ${certificate.until}, SHA-256 ${certificate.sha256}`,
    keyTypes: view.keyTypes.join(', '),
    defaultMinutes: String(view.defaultMinutes),
    maximumMinutes: String(view.maximumMinutes),
    serviceId: view.serviceId ?? '',
  }
}
