import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMyId } from '../../../test/support/myid-harness.ts'

let myId: Awaited<ReturnType<typeof startMyId>>
beforeAll(async () => {
  myId = await startMyId()
})
afterAll(() => myId.close())

async function signedIn(persona = 'olivia') {
  const visitor = myId.visitor()
  const answer = await visitor.signIn(persona)
  const { body } = await myId.redeem(answer.get('code') as string, visitor.verifier)
  const hasSession = async () => (await myId.runtime.store.oidcRecord.count({ where: { model: 'Session' } })) > 0
  return { visitor, idToken: body.id_token as string, hasSession }
}

function endAddress(params: Record<string, string>): string {
  return `/myid/session/end?${new URLSearchParams(params)}`
}

function xsrfOf(markup: string): string {
  return /name="xsrf" value="([^"]+)"/.exec(markup)?.[1] ?? ''
}

const signedOut = () => `${myId.origin}/?signed-out=yes`
const withHint = (idToken: string) =>
  endAddress({ id_token_hint: idToken, client_id: 'mandate-portal', post_logout_redirect_uri: signedOut() })

describe('signing out of the simulated myID', () => {
  it('needs no further press for who holds the id token, and leads back', async () => {
    const { visitor, idToken } = await signedIn()
    const response = await visitor.get(withHint(idToken))
    const markup = await response.text()
    const script = /<script>([^<]+)<\/script>/.exec(markup)?.[1] as string
    const hash = createHash('sha256').update(script).digest('base64')
    expect(response.headers.get('content-security-policy')).toContain(`script-src 'sha256-${hash}'`)
    const answered = await visitor.post('/myid/session/end/confirm', { xsrf: xsrfOf(markup), logout: 'yes' })
    expect([answered.status, answered.headers.get('location')]).toEqual([303, signedOut()])
    expect(await myId.runtime.store.oidcRecord.count({ where: { model: 'Session' } })).toBe(0)
  })

  it('asks first where the id token is missing or of somebody else', async () => {
    const olivia = await signedIn('olivia')
    const tom = await signedIn('tom')
    for (const address of [endAddress({ client_id: 'mandate-portal' }), withHint(tom.idToken)]) {
      const response = await olivia.visitor.get(address)
      const markup = await response.text()
      expect(markup).toContain('<h1>Sign out of myID?</h1>')
      expect(markup).not.toContain('<script')
      expect(response.headers.get('content-security-policy')).toContain("script-src 'none'")
    }
  })

  it('leads back also where the myID session was already over, on a page of ours', async () => {
    const { idToken } = await signedIn()
    const stranger = myId.visitor()
    const markup = await (await stranger.get(withHint(idToken))).text()
    expect(markup).toContain('Not a government service.')
    const answered = await stranger.post('/myid/session/end/confirm', { xsrf: xsrfOf(markup), logout: 'yes' })
    expect(answered.headers.get('location')).toBe(signedOut())
  })

  it.each([
    ['another address to come back to', { post_logout_redirect_uri: 'https://evil.example/' }],
    ['an id token that is none', { id_token_hint: 'a.b.c' }],
    ['another service', { client_id: 'nobody' }],
  ])('refuses %s with a page of ours', async (_name, change) => {
    const { visitor, idToken } = await signedIn()
    const address = endAddress({
      id_token_hint: idToken,
      client_id: 'mandate-portal',
      post_logout_redirect_uri: signedOut(),
      ...change,
    })
    const response = await visitor.get(address)
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('Not a government service.')
  })

  it('refuses an id token that was changed', async () => {
    const { visitor, idToken } = await signedIn()
    const [header, payload, signature = ''] = idToken.split('.')
    const other = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
    expect((await visitor.get(withHint(`${header}.${payload}.${other}`))).status).toBe(400)
  })

  it('does nothing for a form with a wrong proof', async () => {
    const { visitor, idToken, hasSession } = await signedIn()
    await visitor.get(withHint(idToken))
    const answered = await visitor.post('/myid/session/end/confirm', { xsrf: 'guess', logout: 'yes' })
    expect(answered.status).toBe(400)
    expect(await hasSession()).toBe(true)
  })
})
