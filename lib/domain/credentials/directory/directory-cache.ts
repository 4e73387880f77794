import type { DirectoryEntry, DirectoryKey } from './credential-directory.ts'

export type DirectoryCacheOptions = {
  entries: number
  unknowns: number
  maxAgeMs: number
  now(): number
  load(key: DirectoryKey): Promise<DirectoryEntry | undefined>
}

type Kept = { entry: DirectoryEntry; loadedAt: number; keys: Set<string> }

/**
 * What the directory remembers: found credentials (the longest unused one goes first), keys that nothing has, and loads
 * under way. What changes while it is being loaded is not remembered.
 */
export class DirectoryCache {
  readonly #options: DirectoryCacheOptions
  /** By credential id, the longest unused one first. */
  readonly #kept = new Map<string, Kept>()
  readonly #idByKey = new Map<string, string>()
  readonly #idsByBusiness = new Map<string, Set<string>>()
  readonly #unknown = new Map<string, number>()
  readonly #loading = new Map<string, Promise<DirectoryEntry | undefined>>()
  /** Counts changes, so that a load knows whether something changed meanwhile. */
  #changes = 0

  constructor(options: DirectoryCacheOptions) {
    this.#options = options
  }

  find(key: DirectoryKey): DirectoryEntry | undefined | Promise<DirectoryEntry | undefined> {
    const name = nameOf(key)
    const kept = this.#kept.get(this.#idByKey.get(name) ?? '')
    if (kept !== undefined && this.#isFresh(kept.loadedAt)) {
      this.#kept.delete(kept.entry.credentialId)
      this.#kept.set(kept.entry.credentialId, kept)
      return kept.entry
    }
    const unknownSince = this.#unknown.get(name)
    if (unknownSince !== undefined && this.#isFresh(unknownSince)) return undefined
    return this.#loading.get(name) ?? this.#load(name, key)
  }

  forgetCredential(id: string): void {
    this.#changes++
    this.#loading.clear()
    this.#unknown.clear()
    this.#drop(id)
  }

  forgetBusiness(abn: string): void {
    this.#changes++
    this.#loading.clear()
    for (const id of [...(this.#idsByBusiness.get(abn) ?? [])]) this.#drop(id)
  }

  forgetAll(): void {
    this.#changes++
    for (const memory of [this.#kept, this.#idByKey, this.#idsByBusiness, this.#unknown, this.#loading]) memory.clear()
  }

  get size(): { entries: number; unknowns: number } {
    return { entries: this.#kept.size, unknowns: this.#unknown.size }
  }

  #isFresh(loadedAt: number): boolean {
    const age = this.#options.now() - loadedAt
    return age >= 0 && age <= this.#options.maxAgeMs
  }

  #load(name: string, key: DirectoryKey): Promise<DirectoryEntry | undefined> {
    const before = this.#changes
    const loadedAt = this.#options.now()
    const loading = this.#options.load(key).then((entry) => {
      if (this.#changes === before) {
        if (entry === undefined) this.#keepUnknown(name, loadedAt)
        else this.#keep(entry, loadedAt)
      }
      return entry
    })
    this.#loading.set(name, loading)
    const done = () => {
      if (this.#loading.get(name) === loading) this.#loading.delete(name)
    }
    loading.then(done, done)
    return loading
  }

  #keep(entry: DirectoryEntry, loadedAt: number): void {
    this.#drop(entry.credentialId)
    const keys = new Set([
      nameOf({ sha256: entry.sha256Fingerprint }),
      nameOf({ sha1: entry.sha1Fingerprint }),
      nameOf({ serialHex: entry.serialHex }),
    ])
    this.#kept.set(entry.credentialId, { entry, loadedAt, keys })
    for (const name of keys) this.#idByKey.set(name, entry.credentialId)
    const ids = this.#idsByBusiness.get(entry.abn) ?? new Set()
    this.#idsByBusiness.set(entry.abn, ids.add(entry.credentialId))
    if (this.#kept.size > this.#options.entries) this.#drop(this.#kept.keys().next().value as string)
  }

  #keepUnknown(name: string, loadedAt: number): void {
    this.#unknown.delete(name)
    this.#unknown.set(name, loadedAt)
    if (this.#unknown.size > this.#options.unknowns) this.#unknown.delete(this.#unknown.keys().next().value as string)
  }

  #drop(id: string): void {
    const kept = this.#kept.get(id)
    if (kept === undefined) return
    this.#kept.delete(id)
    for (const name of kept.keys) this.#idByKey.delete(name)
    const ids = this.#idsByBusiness.get(kept.entry.abn)
    ids?.delete(id)
    if (ids?.size === 0) this.#idsByBusiness.delete(kept.entry.abn)
  }
}

function nameOf(key: DirectoryKey): string {
  if ('sha256' in key) return `sha256:${key.sha256}`
  return 'sha1' in key ? `sha1:${key.sha1}` : `serial:${key.serialHex}`
}
