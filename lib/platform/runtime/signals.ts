/** What parts of the process tell one another, after the transaction that made it true. */
export type SignalMap = {
  /** A credential's row changed: status, custodian, or it is new. */
  'credential-changed': { credentialId: string; abn: string }
  /** Authorisations, notifications or the clock of a business changed. */
  'business-changed': { abn: string }
  /** A relying party, its addresses or trust anchors changed. */
  'relying-parties-changed': Record<never, never>
  /** Keys of the house were made or revoked by another process. */
  'keys-changed': Record<never, never>
  /** Everything may have changed at once: the sandbox was given another world. Memories begin anew. */
  'world-changed': Record<never, never>
  /** Faults on demand were added or removed (sandbox). */
  'faults-changed': Record<never, never>
  /** The outbox has a new mail. */
  'mail-queued': Record<never, never>
  /** A request was traced (sandbox: the live traffic page). */
  'trace-written': { traceId: string }
}
export type SignalName = keyof SignalMap

/** Every one of them. */
export const signalNames = Object.keys({
  'credential-changed': true,
  'business-changed': true,
  'relying-parties-changed': true,
  'world-changed': true,
  'faults-changed': true,
  'mail-queued': true,
  'trace-written': true,
  'keys-changed': true,
} satisfies Record<SignalName, true>) as readonly SignalName[]

export type Signals = {
  emit<Name extends SignalName>(name: Name, facts: SignalMap[Name]): void
  /** @returns how to stop listening */
  on<Name extends SignalName>(name: Name, listener: (facts: SignalMap[Name]) => void): () => void
}

/** Signals within one process. A listener that throws does not keep the others from hearing. */
export function localSignals(onError: (error: unknown) => void): Signals {
  const listeners = new Map<SignalName, Set<(facts: never) => void>>()
  return {
    emit(name, facts) {
      for (const listener of listeners.get(name) ?? []) {
        try {
          listener(facts as never)
        } catch (error) {
          onError(error)
        }
      }
    },
    on(name, listener) {
      const set = listeners.get(name) ?? new Set()
      listeners.set(name, set)
      set.add(listener)
      return () => set.delete(listener)
    },
  }
}
