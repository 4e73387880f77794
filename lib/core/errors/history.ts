import { defineErrors } from './define.ts'

/** Errors of a history that somebody verifies. */
export const historyErrors = defineErrors({
  'history.broken': {
    status: 409,
    title: 'The history is not whole',
    happened: 'At position {position}, the history is broken: {problem}.',
    remedy: 'Keep this file, and compare it with an older export. Tell the operator where it breaks.',
  },
  'history.unreadable': {
    status: 400,
    title: 'The file is no exported history',
    happened: '{file} cannot be read as an exported history: {problem}.',
    remedy: 'Export the history of the business as JSON, without a filter, and give that file.',
  },
})
