import { lookup } from 'node:dns/promises'
import { isLoopback } from '../http/address.ts'
import { bad, type Finding, good, warning } from './finding.ts'

type Environment = Readonly<Record<string, string | undefined>>

/** Proxy settings of the environment, and the setting that switches the check of certificates off. */
export function lookAtProxy(url: URL, env: Environment): Finding[] {
  const findings: Finding[] = []
  const name = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy', 'HTTP_PROXY', 'http_proxy'].find(
    (one) => env[one],
  )
  if (name === undefined) findings.push(good('proxy', 'No proxy is set.'))
  else if (isExcepted(url, env.NO_PROXY ?? env.no_proxy ?? '')) {
    findings.push(good('proxy', `${name} is set, and NO_PROXY leaves ${url.hostname} out.`))
  } else {
    const remedy = isLoopback(url)
      ? `Add ${url.hostname} to NO_PROXY: a proxy cannot reach this machine by that name.`
      : `If the connection fails below, ask for ${url.hostname} to be let through, or add it to NO_PROXY where it can be reached directly.`
    findings.push(warning('proxy', `${name} is set. The kit connects directly, and other software may not.`, remedy))
  }
  if (env.NODE_TLS_REJECT_UNAUTHORIZED === '0') {
    findings.push(
      warning(
        'trust',
        'NODE_TLS_REJECT_UNAUTHORIZED is 0: programs on Node accept any server, also a false one.',
        'Take it out of the environment, and name the root of the server instead.',
      ),
    )
  }
  return findings
}

function isExcepted({ hostname, host }: URL, list: string): boolean {
  const entries = list.split(',').map((entry) =>
    entry
      .trim()
      .toLowerCase()
      .replace(/^\*?\./, ''),
  )
  return entries.some(
    (entry) =>
      entry === '*' || (entry !== '' && (entry === host || hostname === entry || hostname.endsWith(`.${entry}`))),
  )
}

/** Whether the name of the host leads to an address. */
export async function lookAtName({ hostname }: URL): Promise<Finding> {
  const host = hostname.replace(/^\[|\]$/g, '')
  try {
    const found = await lookup(host, { all: true })
    return good('name', `${host} is ${found.map(({ address }) => address).join(', ')}.`)
  } catch (error) {
    const { code = 'unknown' } = error as NodeJS.ErrnoException
    const sentence =
      code === 'EAI_AGAIN'
        ? `The name ${host} could not be looked up: no name server answered.`
        : `There is no host named ${host}.`
    return bad(
      'name',
      sentence,
      'Check the address for a slip, then the network and the name server (DNS) of this machine.',
    )
  }
}
