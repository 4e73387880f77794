import { XmlFragment, type XmlValue, xml } from '../../xml/index.ts'
import { usiNamespaces } from '../names.ts'
import { type UsiOperation, type UsiRequest, type UsiResponse, usiOperations } from '../schema/operations.ts'
import type { ComplexType, ElementParticle, Type } from '../schema/types.ts'

/** Writes the request of an operation, as a client does. */
export function writeUsiRequest<Operation extends UsiOperation>(
  operation: Operation,
  value: UsiRequest<Operation>,
): XmlFragment {
  return writeMessage(operation, usiOperations[operation].request, value as Fields)
}

/** Writes the answer of an operation. */
export function writeUsiResponse<Operation extends UsiOperation>(
  operation: Operation,
  value: UsiResponse<Operation>,
): XmlFragment {
  return writeMessage(`${operation}Response`, usiOperations[operation].response, value as Fields)
}

type Fields = Record<string, unknown>

function writeMessage(name: string, type: ComplexType, value: Fields): XmlFragment {
  const open = XmlFragment.ofMarkup(`<${name} xmlns="${usiNamespaces.messages}">`)
  const close = XmlFragment.ofMarkup(`</${name}>`)
  return xml`${open}${writeContent(type, value)}${close}`
}

function writeContent(type: Type, value: unknown): XmlValue {
  if (type.kind === 'simple') return typeof value === 'number' ? value : String(value)
  const fields = value as Fields
  return type.particles.flatMap((particle) =>
    particle.kind === 'element'
      ? [writeElement(particle, fields[particle.name])]
      : particle.options.flat().map((one) => writeElement(one, fields[one.name])),
  )
}

function writeElement({ name, type, many }: ElementParticle, value: unknown): XmlFragment | undefined {
  if (value === undefined) return undefined
  const all = many ? (value as unknown[]) : [value]
  return xml`${all.map((one) => {
    const variant = type.kind === 'complex' && type.abstract ? (one as { type: string }).type : undefined
    const chosen =
      type.kind === 'complex' && variant ? (type.variants?.find((row) => row.name === variant) ?? type) : type
    const attribute = variant ? ` xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="${variant}"` : ''
    const open = XmlFragment.ofMarkup(`<${name}${attribute}>`)
    return xml`${open}${writeContent(chosen, one)}${XmlFragment.ofMarkup(`</${name}>`)}`
  })}`
}
