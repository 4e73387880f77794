import { defineErrors } from './define.ts'

/** Errors of the sandbox console: the tools that change the made-up world. */
export const sandboxErrors = defineErrors({
  'sandbox.business-exists': {
    status: 409,
    title: 'The register has this ABN already',
    happened: 'The simulated register has a business with the ABN {abn} already.',
    remedy: 'Leave the ABN out, so that one is made up, or change the business that is there.',
  },
  'sandbox.persona-exists': {
    status: 409,
    title: 'There is a persona of this short name',
    happened: 'There is a persona {id} already.',
    remedy: 'Choose another short name, or change the persona that is there.',
  },
  'sandbox.persona-unknown': {
    status: 404,
    title: 'There is no such persona',
    happened: 'There is no persona {id}.',
    remedy: 'Look at the list of personas for its short name.',
  },
  'sandbox.too-many-businesses': {
    status: 409,
    title: 'There are too many businesses',
    happened: 'The simulated register has {most} businesses, which is the most that it keeps.',
    remedy: 'Restore a snapshot or reset the sandbox, then try again.',
  },
  'sandbox.too-many-personas': {
    status: 409,
    title: 'There are too many personas',
    happened: 'This sandbox has {most} personas, which is the most that it keeps.',
    remedy: 'Restore a snapshot or reset the sandbox, then try again.',
  },
  'sandbox.fault-header': {
    status: 400,
    title: 'The fault that was asked for is not known',
    happened: 'The header Mandate-Fault has a part that means nothing here: {part}.',
    remedy:
      'Name the code of one error of this service, "delay=2000" for milliseconds, or "drop", with commas between.',
  },
  'sandbox.too-many-faults': {
    status: 409,
    title: 'There are too many faults',
    happened: 'This sandbox has {most} faults on demand, which is the most that it keeps.',
    remedy: 'Remove those that nobody needs, then try again.',
  },
  'sandbox.nothing-to-reach': {
    status: 409,
    title: 'There is nothing to travel to',
    happened: 'The business has {what}.',
    remedy: 'Make it first, or travel to a date or by a number of days instead.',
  },
  'sandbox.snapshot-exists': {
    status: 409,
    title: 'There is a snapshot of this name',
    happened: 'There is a snapshot named {name} already.',
    remedy: 'Choose another name, or say that it is to be replaced.',
  },
  'sandbox.snapshot-of-other-version': {
    status: 409,
    title: 'The snapshot is of another version',
    happened: 'The snapshot {name} was taken by another version of Mandate, whose records have another form.',
    remedy: 'Set up the world again with this version, and take a new snapshot.',
  },
  'sandbox.snapshot-unknown': {
    status: 404,
    title: 'There is no such snapshot',
    happened: 'There is no snapshot named {name}.',
    remedy: 'Look at the list of snapshots for its name.',
  },
  'sandbox.too-many-snapshots': {
    status: 409,
    title: 'There are too many snapshots',
    happened: 'This sandbox has {most} snapshots, which is the most that it keeps.',
    remedy: 'Delete a snapshot that nobody needs, then try again.',
  },
  'sandbox.too-many-viewers': {
    status: 503,
    title: 'Too many are watching',
    happened: 'So many programs and pages watch the traffic at one time at most: {count}.',
    remedy: 'Close one of them, or ask for the list of the newest calls instead.',
  },
  'sandbox.world-busy': {
    status: 503,
    title: 'Somebody is using the sandbox',
    happened: 'Other work did not let go of the records in time, so nothing was changed.',
    remedy: 'Try again in a few seconds.',
  },
  'sandbox.time-out-of-range': {
    status: 400,
    title: 'Too far away',
    happened: 'The clock of a business can only be moved to a moment between now and ten years from now.',
    remedy: 'Choose a moment in between. To undo what happened on the way, restore a snapshot.',
  },
})
