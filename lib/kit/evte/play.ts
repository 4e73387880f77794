import { hasCode, isMandateError } from '../../core/errors/index.ts'

/**
 * How a case went: `isRight` when the services answered as the case has it. `trace` is that of the last request, where
 * its service gave one.
 */
export type PlayedCase<Id extends string = string> = {
  id: Id
  isRight: boolean
  said: string
  trace: string | undefined
}

export type Outcome = Omit<PlayedCase, 'id'>

/** What plays each case; nothing is thrown for a refusal, as refusals are what many cases are about. */
export type Players<Id extends string> = Readonly<Record<Id, () => Promise<Outcome>>>

/**
 * Plays cases one after the other.
 *
 * @param told is given each case as soon as it was played
 */
export async function play<Id extends string>(
  ids: readonly Id[],
  players: Players<Id>,
  told: (played: PlayedCase<Id>) => void = () => {},
): Promise<PlayedCase<Id>[]> {
  const played: PlayedCase<Id>[] = []
  for (const id of ids) {
    const one = { id, ...(await players[id]()) }
    played.push(one)
    told(one)
  }
  return played
}

/** The service has to answer. @param act gives the trace of its last request */
export async function expectAnswer(act: () => Promise<string | undefined>): Promise<Outcome> {
  try {
    return { isRight: true, said: 'answered', trace: await act() }
  } catch (error) {
    const { said, trace } = refusalIn(error)
    return { isRight: false, said: `${said}. It should have been answered`, trace }
  }
}

/** The service has to refuse, with one of these events. */
export async function expectRefusal(
  events: readonly string[],
  act: () => Promise<string | undefined>,
): Promise<Outcome> {
  const wanted = events.join(' or ')
  try {
    return { isRight: false, said: `answered, though it should be refused with ${wanted}`, trace: await act() }
  } catch (error) {
    const { event, said, trace } = refusalIn(error)
    const isRight = events.includes(event)
    return { isRight, said: isRight ? said : `${said}. It should be refused with ${wanted}`, trace }
  }
}

/** What is no answer of a service at all goes on as an error. */
function refusalIn(error: unknown): { event: string; said: string; trace: string | undefined } {
  if (!isMandateError(error) || !hasCode(error, 'kit.refused')) throw error
  const { event, reason, trace } = error.details
  // An Error signal ends with its code and trace, which are told beside it.
  const what = String(reason).replace(/(?: Code: [^ ]+)?(?: Trace: \w+)?\.?$/, '')
  const said = `refused${event === undefined ? '' : ` with ${event}`}: ${what.replace(/\.$/, '')}`
  return { event: String(event ?? ''), said, trace: trace === undefined ? undefined : String(trace) }
}
