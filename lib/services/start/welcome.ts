import type { Runtime } from '../../platform/runtime/runtime.ts'

/** What the terminal says once everything serves: where to go next. */
export async function welcome(runtime: Runtime): Promise<string> {
  const { settings } = runtime
  const addresses = [
    ['Portal', settings.publicUrl],
    ['Token service', `${settings.publicHttpsUrl}/R3.0/S007v1.3/service.svc`],
    ['USI service (simulated)', `${settings.publicHttpsUrl}/evte/usi/service/v5/usiservice.svc`],
    ['SBR2 and SBR1 (simulated)', `${settings.publicHttpsUrl}/evte/sbr/services/...`],
    ['Certificate to trust', `${settings.publicUrl}/pki/root.crt`],
  ]
  if (settings.mode === 'production') return `\n${table([addresses[0] as string[], addresses[1] as string[]])}\n`
  const personas = await runtime.store.persona.findMany({ orderBy: { position: 'asc' } })
  return [
    '',
    'Mandate serves (sandbox: everything is simulated, nothing leaves this machine).',
    '',
    table([...addresses, ['Inbox (all mails)', `${settings.publicUrl}/inbox`]]),
    '',
    'Sign in as one of these people:',
    table(personas.map(({ email, strength, story }) => [email, strength.toLowerCase(), story])),
    '',
    'A first token without a browser, in another terminal:',
    '  npx mandate sandbox credential --abn 27809366375 --name first-test --out keystore.xml',
    '  npx mandate token --keystore keystore.xml --applies-to https://3pt.portal.usi.gov.au/service/v5/usiservice.svc',
    '',
    'Ctrl-C stops it.',
    '',
  ].join('\n')
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = rows.reduce<number[]>((found, row) => row.map((cell, at) => Math.max(found[at] ?? 0, cell.length)), [])
  return rows
    .map((row) => `  ${row.map((cell, at) => cell.padEnd(at === row.length - 1 ? 0 : (widths[at] ?? 0))).join('  ')}`)
    .join('\n')
}
