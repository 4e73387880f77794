/** A clock of this thread's processor time in milliseconds, which neighbours on a busy machine do not stretch. */
export function cpuTime(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1000
}
