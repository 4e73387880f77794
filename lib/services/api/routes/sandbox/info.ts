import { writePem } from '../../../../formats/pki/pem.ts'
import { openAuthority } from '../../../../platform/authority/open.ts'
import type { Runtime } from '../../../../platform/runtime/runtime.ts'

/** What a program has to know to use the sandbox: where everything is, and what to trust. All of it is public. */
export async function sandboxInfo(runtime: Runtime) {
  const { settings, clock } = runtime
  const { publicUrl, publicHttpsUrl } = settings
  const { certificate } = (await openAuthority(runtime)).root
  return {
    now: new Date(clock.now()).toISOString(),
    endpoints: {
      portal: publicUrl,
      inbox: `${publicUrl}/inbox`,
      tokenService: `${publicHttpsUrl}/R3.0/S007v1.3/service.svc`,
      usiService: `${publicHttpsUrl}/evte/usi/service/v5/usiservice.svc`,
      sbrServices: `${publicHttpsUrl}/evte/sbr/services`,
      rootCertificate: `${publicUrl}/pki/root.crt`,
      revocationList: `${publicUrl}/pki/crls/sub.crl`,
      ocsp: `${publicUrl}/pki/ocsp`,
    },
    anchors: [
      {
        subject: certificate.subject.text,
        sha256: certificate.fingerprints.sha256,
        validTo: new Date(certificate.notAfter).toISOString(),
        pem: writePem('CERTIFICATE', certificate.der),
      },
    ],
  }
}
