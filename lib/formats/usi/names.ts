/** Namespaces of version 5 of the USI service. Fault details kept the namespace of version 4. */
export const usiNamespaces = {
  messages: 'http://usi.gov.au/2022/ws',
  faults: 'http://usi.gov.au/2020/ws',
  service: 'http://usi.gov.au/2022/ws/servicepolicy',
} as const

/** Namespaces of messages of earlier versions, with the number of the version. */
export const oldUsiNamespaces: ReadonlyMap<string, string> = new Map([
  ['http://usi.gov.au/2020/ws', '4'],
  ['http://usi.gov.au/2018/ws', '3'],
  ['http://usi.gov.au/2015/ws', '2'],
  ['http://usi.gov.au/2013/ws', '1'],
])

/** wsa:Action of a request, of its answer, and of its fault. */
export function usiAction(operation: string, kind: 'request' | 'response' | 'fault' = 'request'): string {
  const ending = { request: '', response: 'Response', fault: 'ResponseErrorInfoFault' }[kind]
  return `${usiNamespaces.messages}/${operation}${ending}`
}
