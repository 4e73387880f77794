import { runMandate } from './lib/services/start/run-mandate.ts'

// Composition root: builds the Runtime, starts the services. Everything it does is in lib/services/start.
await runMandate(process.argv.includes('--dev'))
