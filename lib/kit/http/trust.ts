import { readFile } from 'node:fs/promises'
import { MandateError } from '../../core/errors/index.ts'
import { writePem } from '../../formats/pki/pem.ts'
import { isLoopback } from './address.ts'

/** Which authorities may vouch for a server. Without `ca`: those that this machine trusts anyway. */
export type Trust = {
  /** PEM. */
  ca?: readonly string[]
  /** What to do when a server is not trusted, for the error. */
  advice: string
}

export type TrustInput = {
  /** PEM text of the authorities to trust, and no others. */
  ca?: string
  /** DER of the root above the caller's own credential. */
  credentialRoot?: Uint8Array
}

/**
 * Whom to trust for a server: the authorities that the caller names; else, for a server on this machine, the root that
 * issued the caller's own credential (a sandbox certifies its HTTPS listener and its credentials with one root, so
 * this is a pin, and nothing has to be downloaded); else the authorities of the machine.
 *
 * @see docs/kit.md, Which server is trusted
 */
export function trustFor(url: URL, { ca, credentialRoot }: TrustInput): Trust {
  if (ca !== undefined) {
    return { ca: [ca], advice: 'Check that the file given with --ca (or MANDATE_CA) is the root of that server.' }
  }
  if (isLoopback(url) && credentialRoot !== undefined) {
    return {
      ca: [writePem('CERTIFICATE', credentialRoot)],
      advice:
        'The server and your credential come from different authorities: was the sandbox set up anew? Then create a new credential. Else name the root of the server with --ca FILE.',
    }
  }
  return {
    advice: isLoopback(url)
      ? 'Download the root of the sandbox from its address /pki/root.crt and name it with --ca FILE.'
      : 'Check the address. If the server has an authority of its own, name its root with --ca FILE.',
  }
}

/**
 * Reads a file with authorities, PEM.
 *
 * @throws MandateError `kit.file-unreadable`
 */
export async function readCaFile(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new MandateError('kit.file-unreadable', { file, reason: error.code ?? 'unknown' })
  })
  if (!text.includes('-----BEGIN CERTIFICATE-----')) {
    throw new MandateError('kit.file-unreadable', { file, reason: 'it holds no certificate in PEM form' })
  }
  return text
}
