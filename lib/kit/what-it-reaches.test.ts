import { readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { expect, it } from 'vitest'
import * as kit from './index.ts'

const root = join(import.meta.dirname, '../..')

/** Every file and package that the library reaches when it is imported. */
function reached(): { files: string[]; packages: string[] } {
  const files = new Set<string>()
  const packages = new Set<string>()
  const open = [join(root, 'lib/kit/index.ts')]
  for (let file = open.pop(); file !== undefined; file = open.pop()) {
    if (files.has(file)) continue
    files.add(file)
    const text = readFileSync(file, 'utf8')
    for (const [, clause, target = ''] of text.matchAll(
      /^(?:import|export)\s+(type\s)?[^'"\n]*(?:\{[^}]*\})?[^'"\n]*from '([^']+)'/gm,
    )) {
      if (clause !== undefined) continue
      if (target.startsWith('.')) open.push(join(dirname(file), target))
      else packages.add(target)
    }
  }
  return { files: [...files].map((file) => relative(root, file)), packages: [...packages] }
}

it('the library reaches formats, core, Node and two packages, and no part of the server or of the command', () => {
  const { files, packages } = reached()
  expect(files.length).toBeGreaterThan(100)
  expect(files.filter((file) => !/^lib\/(kit|formats|core)\//.test(file))).toEqual([])
  expect(files.filter((file) => file.startsWith('lib/kit/cli/') || file.startsWith('lib/kit/bin/'))).toEqual([])
  expect(packages.filter((name) => !name.startsWith('node:')).toSorted()).toEqual(['node-forge/lib/forge.js', 'zod'])
})

it('every function is named in its documentation', () => {
  const page = readFileSync(join(root, 'docs/kit.md'), 'utf8')
  const functions = Object.entries(kit).filter(([, value]) => typeof value === 'function')
  expect(functions.length).toBeGreaterThan(40)
  expect(functions.map(([name]) => name).filter((name) => !page.includes(`\`${name}`))).toEqual([])
})
