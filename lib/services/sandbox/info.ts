import { writePem } from '../../formats/pki/pem.ts'
import type { Authority } from '../../platform/authority/authority.ts'
import type { Runtime } from '../../platform/runtime/runtime.ts'

/** What a program has to know to use the sandbox. Everything in it is made up or public. */
export type SandboxInfo = {
  mode: 'sandbox'
  now: string
  endpoints: {
    portal: string
    inbox: string
    tokenService: string
    usiService: string
    rootCertificate: string
    revocationList: string
    ocsp: string
    testCredentials: string
  }
  anchors: { subject: string; sha256: string; validTo: string; pem: string }[]
  personas: { id: string; email: string; name: string; strength: string; story: string }[]
  businesses: { abn: string; name: string; entityType: string; status: string }[]
  relyingParties: { id: string; name: string; addresses: string[] }[]
}

export async function sandboxInfo(runtime: Runtime, authority: Authority): Promise<SandboxInfo> {
  const { store, settings, clock } = runtime
  const { publicUrl, publicHttpsUrl } = settings
  const [personas, businesses, relyingParties] = await Promise.all([
    store.persona.findMany({ orderBy: { position: 'asc' } }),
    store.registerEntry.findMany({ orderBy: { name: 'asc' }, take: 100 }),
    store.relyingParty.findMany({ orderBy: { id: 'asc' }, include: { addresses: true } }),
  ])
  const { certificate } = authority.root
  return {
    mode: 'sandbox',
    now: new Date(clock.now()).toISOString(),
    endpoints: {
      portal: publicUrl,
      inbox: `${publicUrl}/inbox`,
      tokenService: `${publicHttpsUrl}/R3.0/S007v1.3/service.svc`,
      usiService: `${publicHttpsUrl}/evte/usi/service/v5/usiservice.svc`,
      rootCertificate: `${publicUrl}/pki/root.crt`,
      revocationList: `${publicUrl}/pki/crls/sub.crl`,
      ocsp: `${publicUrl}/pki/ocsp`,
      testCredentials: `${publicUrl}/sandbox/api/credentials`,
    },
    anchors: [
      {
        subject: certificate.subject.text,
        sha256: certificate.fingerprints.sha256,
        validTo: new Date(certificate.notAfter).toISOString(),
        pem: writePem('CERTIFICATE', certificate.der),
      },
    ],
    personas: personas.map(({ id, email, givenNames, familyName, strength, story }) => ({
      id,
      email,
      name: `${givenNames} ${familyName}`,
      strength,
      story,
    })),
    businesses: businesses.map(({ abn, name, entityType, status }) => ({ abn, name, entityType, status })),
    relyingParties: relyingParties.map(({ id, name, addresses }) => ({
      id,
      name,
      addresses: addresses.map(({ address }) => address).sort(),
    })),
  }
}
