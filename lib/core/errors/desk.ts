import { defineErrors } from './define.ts'

/** Errors of the operator's desk. */
export const deskErrors = defineErrors({
  'desk.party-simulated': {
    status: 409,
    title: 'The sandbox plays this service itself',
    happened: '{name} is a simulated service of the sandbox, so it stays.',
    remedy: 'Register a relying party of your own beside it. A production installation has no simulated ones.',
  },
})
