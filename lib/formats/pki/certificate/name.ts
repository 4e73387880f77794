import { equalBytes, toHex } from '../../../core/bytes.ts'
import type { DerNode } from '../../der/node.ts'
import { oid } from '../../der/oids.ts'
import { oidOf, sequenceOf, setOf, textOf, unexpected } from '../../der/values.ts'
import { derOid, derPrintable, derSequence, derSet, derUtf8 } from '../../der/write.ts'
import type { DistinguishedName, NameAttribute } from './certificate.ts'

const shortNames: Readonly<Record<string, string>> = {
  [oid.commonName]: 'CN',
  [oid.countryName]: 'C',
  [oid.organizationName]: 'O',
  [oid.organizationalUnitName]: 'OU',
  [oid.dnQualifier]: 'dnQualifier',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'serialNumber',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.12': 'title',
  '2.5.4.42': 'GN',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'emailAddress',
}

const writable: Readonly<Record<SubjectPart['name'], string>> = {
  C: oid.countryName,
  O: oid.organizationName,
  OU: oid.organizationalUnitName,
  CN: oid.commonName,
  dnQualifier: oid.dnQualifier,
}

/** One part of a name to be written: the short name of its attribute and its text. */
export type SubjectPart = { name: 'C' | 'O' | 'OU' | 'CN' | 'dnQualifier'; value: string }

/**
 * Encodes a distinguished name, a part a level, in the order given. Country and qualifier become PrintableString, the
 * others UTF8String (RFC 5280 section 4.1.2.4). Throws a RangeError for text that its type can't hold.
 */
export function encodeName(parts: readonly SubjectPart[]): Uint8Array {
  return derSequence(
    ...parts.map(({ name, value }) => {
      const text = name === 'C' || name === 'dnQualifier' ? derPrintable(value) : derUtf8(value)
      return derSet(derSequence(derOid(writable[name]), text))
    }),
  )
}

/** Reads a Name. @throws MandateError `der.*` */
export function readName(node: DerNode | undefined, what: string): DistinguishedName {
  const levels = sequenceOf(node, what).map((level) => setOf(level, what).map((pair) => readAttribute(pair, what)))
  return {
    der: (node as DerNode).raw,
    text: levels
      .map((level) => level.map(attributeText).join('+'))
      .reverse()
      .join(','),
    attributes: levels.flat(),
  }
}

/** The only value of an attribute in a name; `undefined` where it is missing or there more than once. */
export function onlyAttribute(name: DistinguishedName, short: string): string | undefined {
  const values = name.attributes.filter((attribute) => attribute.name === short)
  return values.length === 1 ? values[0]?.value : undefined
}

/** True when two names have the same bytes, the comparison that chains of this project use. */
export function sameName(a: DistinguishedName, b: DistinguishedName): boolean {
  return equalBytes(a.der, b.der)
}

function readAttribute(node: DerNode, what: string): NameAttribute {
  const [type, value, ...rest] = sequenceOf(node, what)
  const dotted = oidOf(type, what)
  const name = shortNames[dotted]
  if (!value || rest.length > 0) throw unexpected(what)
  return { oid: dotted, name: name ?? dotted, value: name ? textOf(value, what) : `#${toHex(value.raw)}` }
}

function attributeText({ name, value }: NameAttribute): string {
  if (/^\d/.test(name)) return `${name}=${value}`
  return `${name}=${value.replace(/[,+"\\<>;]|^[# ]| $/g, '\\$&')}`
}
