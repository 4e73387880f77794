import { attributeOf, childrenOf, textOf, type XmlElement } from '../../xml/index.ts'
import { usiNamespaces } from '../names.ts'
import { type UsiOperation, type UsiRequest, type UsiResponse, usiOperations } from '../schema/operations.ts'
import type { ChoiceParticle, ComplexType, ElementParticle, Type } from '../schema/types.ts'
import type { UsiProblem } from './problem.ts'
import { readSimple } from './read-simple.ts'

/** What was read: the value, or everything that is wrong with the message. */
export type ReadMessage<Value> = { value: Value } | { problems: UsiProblem[] }

/**
 * Reads the request of an operation against its schema, order of elements included, and reports every problem at once.
 *
 * @param element the child of the SOAP Body
 * @see docs/wire-formats.md, USI Registry web service
 */
export function readUsiRequest<Operation extends UsiOperation>(
  operation: Operation,
  element: XmlElement,
): ReadMessage<UsiRequest<Operation>> {
  return readMessage(usiOperations[operation].request, element) as ReadMessage<UsiRequest<Operation>>
}

/** Reads the answer of an operation, as a client does. */
export function readUsiResponse<Operation extends UsiOperation>(
  operation: Operation,
  element: XmlElement,
): ReadMessage<UsiResponse<Operation>> {
  return readMessage(usiOperations[operation].response, element) as ReadMessage<UsiResponse<Operation>>
}

const instance = 'http://www.w3.org/2001/XMLSchema-instance'

/** Enough for a person to act on, and too few to fill a log. */
const mostProblems = 50

function readMessage(type: Type, element: XmlElement): ReadMessage<unknown> {
  const reader = new Reader()
  const value = reader.read(type, element, element.local)
  return reader.problems.length > 0 ? { problems: reader.problems.slice(0, mostProblems) } : { value }
}

type Fields = Record<string, unknown>

class Reader {
  readonly problems: UsiProblem[] = []

  read(type: Type, element: XmlElement, path: string): unknown {
    if (type.kind === 'complex')
      return type.abstract ? this.#variant(type, element, path) : this.#complex(type, element, path)
    if (childrenOf(element).length > 0) return this.#problem(path, 'must hold text only')
    const read = readSimple(type, textOf(element))
    return 'problem' in read ? this.#problem(path, read.problem) : read.value
  }

  #complex(type: ComplexType, element: XmlElement, path: string): Fields {
    if (element.children.some((node) => node.type === 'text' && node.text.trim() !== '')) {
      this.#problem(path, 'must hold elements only')
    }
    const children = childrenOf(element)
    const fields: Fields = {}
    let at = 0
    for (const particle of type.particles) {
      at =
        particle.kind === 'choice'
          ? this.#choice(particle, children, at, path, fields)
          : this.#element(particle, children, at, path, fields)
    }
    for (const extra of children.slice(at)) this.#unexpected(type, extra, path)
    return fields
  }

  /** Reads as many children as the particle takes; gives the place after them. */
  #element(particle: ElementParticle, children: XmlElement[], from: number, path: string, fields: Fields): number {
    const { name, type, min, max, many, nillable, key } = particle
    const values: unknown[] = []
    let at = from
    while (at < children.length && values.length < max && is(children[at], name)) {
      const child = children[at] as XmlElement
      const where = `${path}/${name}${many ? `[${values.length + 1}]` : ''}`
      at++
      if (attributeOf(child, instance, 'nil')?.trim() === 'true' || attributeOf(child, instance, 'nil') === '1') {
        if (!nillable) this.#problem(where, 'may not be nil')
        else values.push(undefined)
        continue
      }
      values.push(this.read(type, child, where))
    }
    if (at - from < min && !children.slice(at).some((child) => is(child, name))) {
      this.#problem(`${path}/${name}`, 'is missing')
    }
    if (many) fields[name] = values
    else if (values[0] !== undefined) fields[name] = values[0]
    if (key) this.#unique(key, values[0] as Fields | undefined, `${path}/${name}`)
    return at
  }

  #choice(particle: ChoiceParticle, children: XmlElement[], from: number, path: string, fields: Fields): number {
    const next = children[from]
    const option = particle.options.find((elements) => elements.some(({ name }) => next && is(next, name)))
    if (!option) {
      if (particle.min === 1) {
        const names = particle.options.map((elements) => elements.map(({ name }) => name).join(' and '))
        this.#problem(path, `must have ${names.join(', or ')}`)
      }
      return from
    }
    let at = from
    for (const element of option) at = this.#element(element, children, at, path, fields)
    return at
  }

  #variant(type: ComplexType, element: XmlElement, path: string): unknown {
    const name = attributeOf(element, instance, 'type')?.trim()
    if (name === undefined) return this.#problem(path, 'must say with xsi:type which document it is')
    const [local, prefix = ''] = name.split(':').reverse() as [string, string?]
    const variant = type.variants?.find((one) => one.name === local)
    if (!variant || namespaceOf(element, prefix) !== usiNamespaces.messages) {
      return this.#problem(path, `names the type "${name.slice(0, 60)}", which is none of the contract`)
    }
    return { type: local, ...this.#complex(variant, element, path) }
  }

  #unexpected(type: ComplexType, extra: XmlElement, path: string): void {
    if (extra.ns !== usiNamespaces.messages) {
      this.#problem(`${path}/${extra.local}`, `must be in the namespace ${usiNamespaces.messages}`)
      return
    }
    const names = type.particles.flatMap((particle) =>
      particle.kind === 'element' ? [particle.name] : particle.options.flat().map(({ name }) => name),
    )
    this.#problem(
      `${path}/${extra.local}`,
      names.includes(extra.local)
        ? `is there too often, or not in its place; the order is ${names.join(', ')}`
        : 'is not known here',
    )
  }

  #unique({ of, field }: { of: string; field: string }, holder: Fields | undefined, path: string): void {
    const seen = new Set<unknown>()
    for (const [at, one] of ((holder?.[of] as Fields[] | undefined) ?? []).entries()) {
      const value = one?.[field]
      if (value === undefined) continue
      if (seen.has(value)) this.#problem(`${path}/${of}[${at + 1}]/${field}`, 'is the same as one before it')
      seen.add(value)
    }
  }

  #problem(path: string, problem: string): undefined {
    this.problems.push({ path, problem })
  }
}

function is(element: XmlElement | undefined, name: string): boolean {
  return element?.local === name && element.ns === usiNamespaces.messages
}

function namespaceOf(element: XmlElement, prefix: string): string | undefined {
  for (let at: XmlElement | undefined = element; at; at = at.parent) {
    const found = at.nsDecls.find((declaration) => declaration.prefix === prefix)
    if (found) return found.uri
  }
  return undefined
}
