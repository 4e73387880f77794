import { readFile } from 'node:fs/promises'
import { formatAbn, isAbn } from '../../../core/abn.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { type ChainEntry, verifyChain } from '../../../formats/history/verify-chain.ts'
import type { Command } from '../command.ts'
import { pairs } from '../output.ts'

export const historyVerifyCommand: Command = {
  name: 'history verify',
  summary: 'Verify the history of a business, exported as JSON: that nothing was changed, left out or put in.',
  usage: 'FILE',
  positionals: [1, 1],
  options: [],
  notes: ['Export the whole history, without a filter. Compare the last hash with that of an older export of yours.'],
  examples: ['npx mandate history verify history-27809366375-2026-03-02.json'],
  async run(_context, { positionals: [file = ''] }) {
    const entries = await readEntries(file)
    const abn = entries[0]?.abn ?? ''
    if (entries.some((entry) => entry.abn !== abn)) {
      throw new MandateError('history.unreadable', { file, problem: 'it mixes several businesses' })
    }
    const verified = verifyChain(entries)
    if ('fault' in verified) {
      const { position, problem } = verified.fault
      throw new MandateError('history.broken', { position, problem: problems[problem] })
    }
    const { position, hash } = verified.end
    return {
      text: `The history is whole.\n\n${pairs([
        ['Business', isAbn(abn) ? formatAbn(abn) : abn],
        ['Entries', String(position)],
        ['Last hash', hash],
      ])}\n`,
      json: { abn, entries: position, lastHash: hash, whole: true },
    }
  },
}

const problems = {
  gap: 'an entry is missing before it, or it is there twice',
  'previous-hash': 'it does not follow the entry before it',
  hash: 'what it says is not what was written',
} as const

async function readEntries(file: string): Promise<ChainEntry[]> {
  const text = await readFile(file, 'utf8').catch((error: { code?: string }) => {
    throw new MandateError('history.unreadable', { file, problem: `it cannot be opened (${error.code ?? 'error'})` })
  })
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch {
    throw new MandateError('history.unreadable', { file, problem: 'it is not JSON' })
  }
  if (!Array.isArray(parsed) || parsed.length === 0 || !parsed.every(isEntry)) {
    throw new MandateError('history.unreadable', { file, problem: 'it is not an exported history with entries' })
  }
  return parsed
}

function isEntry(value: unknown): value is ChainEntry {
  if (typeof value !== 'object' || value === null) return false
  const entry = value as { [name: string]: unknown }
  const texts = ['abn', 'category', 'act', 'actorName', 'subjectId', 'subjectName', 'previousHash', 'hash']
  const isDetails = typeof entry.details === 'object' && entry.details !== null
  return (
    texts.every((name) => typeof entry[name] === 'string') &&
    Number.isInteger(entry.position) &&
    Number.isFinite(entry.at) &&
    isDetails
  )
}
