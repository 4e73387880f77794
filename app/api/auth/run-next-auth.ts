import type { NextApiRequest, NextApiResponse } from 'next'
import NextAuth, { type AuthOptions } from 'next-auth'

/** One thing to ask of next-auth. */
export type NextAuthCall = {
  action: 'csrf' | 'signin' | 'callback'
  method: 'GET' | 'POST'
  /** Cookies of the browser, by name. */
  cookies: Record<string, string>
  query?: Record<string, string>
  form?: Record<string, string>
}

export type NextAuthAnswer = {
  location: string | undefined
  /** Lines for `set-cookie`. */
  setCookies: string[]
  body: unknown
}

/**
 * Asks next-auth in its request-and-response form, in memory. None of its own addresses is served, so nobody can meet
 * one of its pages; our handlers decide what to ask and what a person sees.
 */
export async function runNextAuth(options: AuthOptions, call: NextAuthCall): Promise<NextAuthAnswer> {
  const nextauth = call.action === 'csrf' ? ['csrf'] : [call.action, 'myid']
  const request = {
    method: call.method,
    query: { ...call.query, nextauth },
    cookies: call.cookies,
    headers: {},
    body: call.form ?? {},
  }
  const headers = new Map<string, string | string[]>()
  let body: unknown
  const response = {
    status: () => response,
    getHeader: (name: string) => headers.get(name.toLowerCase()),
    setHeader(name: string, value: string | string[]) {
      headers.set(name.toLowerCase(), value)
      return response
    },
    end: () => response,
    json(value: unknown) {
      body = value
    },
    send(value: unknown) {
      body = value
    },
  }
  await NextAuth(request as unknown as NextApiRequest, response as unknown as NextApiResponse, options)
  return {
    location: [headers.get('location')].flat()[0],
    setCookies: [headers.get('set-cookie') ?? []].flat(),
    body,
  }
}
