import { expect, test } from 'vitest'
import { clientAddress } from './client-address.ts'

const asked = (remoteAddress: string, forwarded?: string) =>
  clientAddress(
    { socket: { remoteAddress }, headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded } } as never,
    { proxyAddresses: ['10.0.0.1', '10.0.0.2'] },
  )

test.each([
  ['a client', '203.0.113.5', undefined, '203.0.113.5'],
  ['IPv4 inside IPv6', '::ffff:203.0.113.5', undefined, '203.0.113.5'],
  ['IPv6', '2001:DB8::1', undefined, '2001:db8::1'],
  ['a client that makes something up', '203.0.113.5', '198.51.100.1', '203.0.113.5'],
  ['behind a proxy', '10.0.0.1', '198.51.100.1', '198.51.100.1'],
  ['behind two', '::ffff:10.0.0.2', '198.51.100.1, 10.0.0.1', '198.51.100.1'],
  ['one that made something up before a proxy', '10.0.0.1', '1.2.3.4, 198.51.100.1', '198.51.100.1'],
  ['a proxy that says nothing', '10.0.0.1', undefined, '10.0.0.1'],
  ['a proxy that says nothing of use', '10.0.0.1', ' , 10.0.0.2', '10.0.0.1'],
])('the address of %s', (_, remote, forwarded, expected) => {
  expect(asked(remote, forwarded)).toBe(expected)
})
