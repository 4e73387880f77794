/** What a DSP's product is, in the words of the forms. Data, so that forms, mails, reports and tests share it. */

export const dspServices = ['SBR1', 'SBR2', 'USI'] as const
/** A testing environment (EVTE) that a product can be tested in. */
export type DspService = (typeof dspServices)[number]

export const serviceNames: Record<DspService, { name: string; hint: string; relyingParty: string }> = {
  SBR1: { name: 'SBR1', hint: 'SBR core services: list, prefill, prelodge and lodge.', relyingParty: 'sbr' },
  SBR2: { name: 'SBR2', hint: 'SBR ebMS3 (AS4) messages.', relyingParty: 'sbr' },
  USI: { name: 'USI', hint: 'Unique Student Identifier web service, version 5.', relyingParty: 'usi' },
}

export const dspHostings = ['DESKTOP', 'SERVER', 'CLOUD'] as const
export type DspHosting = (typeof dspHostings)[number]

export const hostingNames: Record<DspHosting, { name: string; hint: string }> = {
  DESKTOP: {
    name: 'Desktop',
    hint: 'Runs on the computers of your customers. Each customer has a machine credential of their own.',
  },
  SERVER: {
    name: 'Server',
    hint: 'Runs on a server of your customer. Each customer has a machine credential of their own.',
  },
  CLOUD: {
    name: 'Cloud',
    hint: 'Runs on your servers. You have one machine credential; your customers notify government of your software ID.',
  },
}

export const dspAudiences = ['COMMERCIAL', 'IN_HOUSE'] as const
export type DspAudience = (typeof dspAudiences)[number]

export const audienceNames: Record<DspAudience, { name: string; hint: string }> = {
  COMMERCIAL: { name: 'Commercial', hint: 'Others buy or subscribe to it.' },
  IN_HOUSE: { name: 'In-house', hint: 'Only your own business uses it.' },
}

export const developerKinds = ['COMMERCIAL', 'IN_HOUSE', 'SENDING_PROVIDER'] as const
export type DeveloperKind = (typeof developerKinds)[number]

export const developerKindNames: Record<DeveloperKind, { name: string; hint: string }> = {
  COMMERCIAL: { name: 'Commercial developer', hint: 'Sells software that sends to government.' },
  IN_HOUSE: { name: 'In-house developer', hint: 'Builds software for its own business.' },
  SENDING_PROVIDER: { name: 'Sending service provider', hint: 'Sends what the software of others hands over.' },
}

const tracedServices: Readonly<Record<string, string>> = {
  'S007v1.3': 'Token service 1.3',
  'S007v1.2': 'Token service 1.2',
  usi: 'USI',
  sbr1: 'SBR1',
  sbr2: 'SBR2',
}

/** What people call a service that a trace names. */
export function tracedServiceName(service: string): string {
  return tracedServices[service] ?? service
}
