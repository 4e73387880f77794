/** Writes what an operator needs to know. Never a key, password, code or token: callers pass ids. */
export type Log = {
  info(message: string, facts?: LogFacts): void
  warn(message: string, facts?: LogFacts): void
  error(message: string, error: unknown, facts?: LogFacts): void
}
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>

type Sink = { write(line: string): unknown }

/** One line an event: level, message, facts as `name=value`. Of an error only its message and code, not its source. */
export function lineLog(sink: Sink): Log {
  const line = (level: string, message: string, facts: LogFacts = {}) => {
    const pairs = Object.entries(facts).filter(([, value]) => value !== undefined)
    const tail = pairs.map(([name, value]) => ` ${name}=${JSON.stringify(value)}`).join('')
    sink.write(`${level} ${message.replace(/\s+/g, ' ')}${tail}\n`)
  }
  return {
    info: (message, facts) => line('info ', message, facts),
    warn: (message, facts) => line('warn ', message, facts),
    error: (message, error, facts) => line('error', message, { ...facts, ...factsOf(error) }),
  }
}

/** A log that keeps nothing; for tests that do not look at it. */
export const silentLog: Log = { info: () => {}, warn: () => {}, error: () => {} }

function factsOf(error: unknown): LogFacts {
  if (!(error instanceof Error)) return { reason: String(error).slice(0, 500) }
  const code = (error as { code?: unknown }).code
  return {
    reason: error.message.slice(0, 500),
    code: typeof code === 'string' ? code : undefined,
    at: error.stack
      ?.split('\n')
      .find((frame) => /^\s+at /.test(frame))
      ?.trim()
      .slice(0, 200),
  }
}
