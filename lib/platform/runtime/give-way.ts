import { setPriority } from 'node:os'

/**
 * How far behind, as Unix counts: about a quarter of the processor's time where both want all of it. More would leave pages
 * too little beside other programs of the machine, which know nothing of tokens.
 */
const behind = 5

/**
 * Puts the thread that calls it behind the others of this process, so that when every core is busy a page or a job waits
 * for a token and not the other way round. On Linux a priority is that of one thread; elsewhere it is that of the whole
 * process, and nothing is changed.
 */
export function giveWay(): void {
  if (process.platform !== 'linux') return
  try {
    setPriority(0, behind)
  } catch {
    // Where the system does not allow it, threads are equal, as they were.
  }
}
