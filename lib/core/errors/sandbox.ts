import { defineErrors } from './define.ts'

/** Errors of the sandbox console: the tools that change the made-up world. */
export const sandboxErrors = defineErrors({
  'sandbox.nothing-to-reach': {
    status: 409,
    title: 'There is nothing to travel to',
    happened: 'The business has {what}.',
    remedy: 'Make it first, or travel to a date or by a number of days instead.',
  },
  'sandbox.time-out-of-range': {
    status: 400,
    title: 'Too far away',
    happened: 'The clock of a business can only be moved to a moment between now and ten years from now.',
    remedy: 'Choose a moment in between. To undo what happened on the way, restore a snapshot.',
  },
})
