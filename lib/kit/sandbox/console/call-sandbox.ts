import { unreadable } from '../../http/send.ts'
import { askSandbox, type SandboxAddress } from '../ask-sandbox.ts'

/**
 * Does one act of the console by the sandbox's API.
 *
 * @param path below `/api/v1/sandbox`
 * @param needs a field that every good answer has
 * @throws MandateError `kit.refused` with what the sandbox says; `kit.*`
 */
export async function callSandbox<Answer extends object>(
  address: SandboxAddress,
  { path, needs, body, method }: { path: string; needs: keyof Answer; body?: object; method?: 'DELETE' | 'PATCH' },
): Promise<Answer> {
  const { url, status, answer } = await askSandbox(`/api/v1/sandbox${path}`, address, body, method)
  if (answer[needs as string] === undefined) throw unreadable(url, status, `it holds no ${String(needs)}`)
  return answer as unknown as Answer
}

/** A value in a path. */
export function segment(value: string): string {
  return encodeURIComponent(value)
}
