/** A browser of the simplest kind: keeps cookies by path, follows nothing by itself, sends `origin` with its forms. */
export function cookieBrowser(origin: string) {
  const cookies = new Map<string, { name: string; value: string; path: string }>()

  async function send(address: string, init: RequestInit = {}): Promise<Response> {
    const url = new URL(address, origin)
    const sent = [...cookies.values()].filter(({ path }) => isUnder(url.pathname, path))
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      headers: {
        accept: 'text/html',
        ...(sent.length > 0 ? { cookie: sent.map(({ name, value }) => `${name}=${value}`).join('; ') } : {}),
        ...init.headers,
      },
    })
    for (const line of response.headers.getSetCookie()) keep(line)
    return response
  }

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/;\s*/)
    const at = pair.indexOf('=')
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)]
    const attribute = (wanted: string) =>
      attributes.find((one) => one.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1)
    const path = attribute('path') ?? '/'
    const expires = attribute('expires')
    if (value === '' || (expires !== undefined && Date.parse(expires) < Date.now())) cookies.delete(`${path} ${name}`)
    else cookies.set(`${path} ${name}`, { name, value, path })
  }

  return {
    cookies,
    get: (address: string, headers: Record<string, string> = {}) => send(address, { headers }),
    post: (address: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
      send(address, {
        method: 'POST',
        body: new URLSearchParams(form).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin, ...headers },
      }),
    /** Follows redirects within the site until a page comes, or the address leaves for `until`. */
    async follow(response: Response, until?: string): Promise<{ response: Response; at: string }> {
      let current = response
      let at = response.url
      for (let hop = 0; hop < 10; hop++) {
        const location = current.headers.get('location')
        if (location === null) break
        at = new URL(location, at).href
        if (until !== undefined && at.startsWith(until)) break
        current = await send(at)
      }
      return { response: current, at }
    },
  }
}

function isUnder(path: string, cookiePath: string): boolean {
  return path === cookiePath || path.startsWith(cookiePath.endsWith('/') ? cookiePath : `${cookiePath}/`)
}
