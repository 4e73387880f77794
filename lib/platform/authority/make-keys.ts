import { day, hour, type Instant } from '../../core/clock.ts'
import type { Random } from '../../core/random.ts'
import type { Certificate } from '../../formats/pki/certificate/certificate.ts'
import { readCertificate } from '../../formats/pki/certificate/read.ts'
import { newSerial } from '../../formats/pki/certificate/serial.ts'
import { issueCertificate } from '../../formats/pki/issue/issue.ts'
import { localSigner, type Signer } from '../../formats/pki/issue/signer.ts'
import { validityFrom } from '../../formats/pki/profile/validity.ts'
import type { FreshKey, KeyMaker } from './generate-key.ts'
import { authorityKeys, type PlannedKey } from './key-plan.ts'
import type { NewKey } from './key-rows.ts'
import type { PkiNames } from './pki-names.ts'

/**
 * What making keys needs from its surroundings. `subSigner`: the hand of the Sub CA, where a device keeps its key
 * instead of us.
 */
export type KeyBench = { names: PkiNames; makeKey: KeyMaker; random: Random; now: Instant; subSigner?: Signer }

/** An authority that certifies: its certificate and its hand. */
export type Issuer = { certificate: Certificate; signer: Signer }

/**
 * Certificates begin in the past, so that software whose clock is behind accepts them; the authorities a day, which
 * no certificate below them may be older than.
 */
const authorityHeadStart = day
const headStart = hour

/** Makes the Root CA, the Sub CA, and every planned key; all key pairs at once, as they are what takes long. */
export async function makeAuthority(plans: readonly PlannedKey[], bench: KeyBench): Promise<NewKey[]> {
  const [rootKey, subKey, ...keys] = (await Promise.all([
    bench.makeKey(authorityKeys.root.bits),
    bench.subSigner ?? bench.makeKey(authorityKeys.sub.bits),
    ...plans.map(({ bits }) => bench.makeKey(bits)),
  ])) as [FreshKey, FreshKey | Signer, ...FreshKey[]]
  const { profiles, rootSubject } = bench.names
  const rootSigner = localSigner(rootKey.privateKey)
  const common = { random: bench.random, from: (bench.now - authorityHeadStart) as Instant }
  const root = await certify({
    ...common,
    profile: profiles.root,
    subject: rootSubject,
    publicKeySpki: rootKey.publicKeySpki,
    issuer: { signer: rootSigner },
  })
  const sub = await certifySub(subKey.publicKeySpki, { certificate: root, signer: rootSigner }, bench)
  const issuer = { certificate: sub, signer: 'privateKey' in subKey ? localSigner(subKey.privateKey) : subKey }
  const certificates = await Promise.all(
    plans.map((plan, at) => certifyPlanned(plan, keys[at] as FreshKey, issuer, bench)),
  )
  return [
    { role: 'ROOT', name: 'root', certificate: root, privateKey: rootKey.privateKey },
    {
      role: 'SUB',
      name: 'sub',
      certificate: sub,
      privateKey: 'privateKey' in subKey ? subKey.privateKey : 'elsewhere',
    },
    ...plans.map(({ role, name }, at) => ({
      role,
      name,
      certificate: certificates[at] as Certificate,
      privateKey: (keys[at] as FreshKey).privateKey,
    })),
  ]
}

/** Certifies a Sub CA, with the names of the bench. */
export function certifySub(
  publicKeySpki: Uint8Array,
  root: Issuer,
  { names, random, now }: Pick<KeyBench, 'names' | 'random' | 'now'>,
): Promise<Certificate> {
  const from = (now - authorityHeadStart) as Instant
  const { profiles, subSubject: subject } = names
  return certify({ random, from, profile: profiles.sub, subject, publicKeySpki, issuer: root })
}

/** Makes the planned keys, certified by an authority that is already there. */
export async function makePlannedKeys(
  plans: readonly PlannedKey[],
  issuer: Issuer,
  bench: KeyBench,
): Promise<NewKey[]> {
  return await Promise.all(
    plans.map(async (plan) => {
      const key = await bench.makeKey(plan.bits)
      const certificate = await certifyPlanned(plan, key, issuer, bench)
      return { role: plan.role, name: plan.name, certificate, privateKey: key.privateKey }
    }),
  )
}

function certifyPlanned(plan: PlannedKey, key: FreshKey, issuer: Issuer, bench: KeyBench): Promise<Certificate> {
  const { subject, dnsNames, ipAddresses } = plan
  return certify({
    random: bench.random,
    from: (bench.now - headStart) as Instant,
    profile: bench.names.profiles[plan.profile],
    subject,
    publicKeySpki: key.publicKeySpki,
    issuer,
    ...(dnsNames.length + ipAddresses.length > 0 ? { dnsNames, ipAddresses } : {}),
  })
}

type Certify = Omit<Parameters<typeof issueCertificate>[0], 'serial' | 'notBefore' | 'notAfter'> & {
  random: Random
  from: Instant
}

async function certify({ random, from, ...input }: Certify): Promise<Certificate> {
  const { notBefore, notAfter } = validityFrom(from, input.profile)
  const latest = input.issuer.certificate?.notAfter ?? notAfter
  const end = Math.min(notAfter, latest) as Instant
  return readCertificate(await issueCertificate({ ...input, serial: newSerial(random), notBefore, notAfter: end }))
}
