/** Who has to act so that the same request can succeed. It decides SOAP `Sender` or `Receiver`. */
export type FaultSide = 'sender' | 'receiver'

/**
 * One row of the error table. From it come the SOAP fault, the problem+json, the sentence on the screen and the
 * help page. `{name}` in a sentence is replaced by the detail of that name that the thrower gave.
 */
export type ErrorRow = {
  /** HTTP status of the answer outside SOAP. */
  status: number
  /** A heading of a few words, for the screen and the help page. */
  title: string
  /** What happened, one sentence in plain English. */
  happened: string
  /** What to do next, one or two sentences in plain English. */
  remedy: string
  /** Side at fault in SOAP; `sender` where it is not given. */
  side?: FaultSide
  /** Public event code of the real token service (`E2015`), where one is known. */
  event?: string
  /** Public code of the real RAM (`REB.BR.0312`), where one is known with the same meaning. */
  modelled?: string
}

/** Types a part of the error table without widening its keys. */
export function defineErrors<const Table extends Record<string, ErrorRow>>(table: Table): Table {
  return table
}
