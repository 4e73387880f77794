import type { SimpleType } from '../schema/types.ts'

/** The value of a text under a simple type, or the sentence that says what is wrong with it. */
export function readSimple(type: SimpleType, raw: string): { value: unknown } | { problem: string } {
  // XML Schema collapses white space for every type here but string.
  const value = type.base === 'string' ? raw : raw.trim()
  switch (type.base) {
    case 'string':
      return checkText(type, value)
    case 'int':
      return readInt(type, value)
    case 'boolean':
      if (value === 'true' || value === '1') return { value: true }
      if (value === 'false' || value === '0') return { value: false }
      return { problem: 'must be true or false' }
    case 'date':
      return readDate(value)
    case 'dateTime':
      return Number.isNaN(Date.parse(value)) ? { problem: 'must be a date and time' } : { value }
    case 'dateOrYearMonth':
      return yearMonth.test(value) ? { value } : readDate(value)
  }
}

const yearMonth = /^\d{4}-(0[1-9]|1[0-2])$/

function checkText(type: SimpleType, value: string): { value: string } | { problem: string } {
  const { length, minLength = length ?? 0, maxLength = length, pattern, values } = type
  const size = [...value].length
  if (values && !values.includes(value)) return { problem: `must be one of ${values.join(', ')}` }
  if (length !== undefined && size !== length) return { problem: `must have ${length} characters, not ${size}` }
  if (size < minLength) return { problem: value === '' ? 'is empty' : `must have at least ${minLength} characters` }
  if (maxLength !== undefined && size > maxLength) {
    return { problem: `may have at most ${maxLength} characters, not ${size}` }
  }
  if (pattern && !new RegExp(`^(?:${pattern})$`, 'u').test(value)) {
    return { problem: `has characters that are not allowed (the pattern is ${pattern})` }
  }
  return { value }
}

function readInt(type: SimpleType, value: string): { value: number } | { problem: string } {
  if (!/^[+-]?\d{1,10}$/.test(value) || Math.abs(Number(value)) > 2_147_483_647) {
    return { problem: 'must be a whole number' }
  }
  if (type.maxInclusive !== undefined && Number(value) > type.maxInclusive) {
    return { problem: `may be at most ${type.maxInclusive}` }
  }
  return { value: Number(value) }
}

/** A calendar day. A zone may follow, as XML Schema permits; it is dropped, because a birthday has none. */
function readDate(value: string): { value: string } | { problem: string } {
  const found = /^(\d{4}-\d{2}-\d{2})(Z|[+-]\d{2}:\d{2})?$/.exec(value)
  const day = found?.[1]
  if (day === undefined) return { problem: 'must be a date such as 1994-03-28' }
  const moment = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(moment) || new Date(moment).toISOString().slice(0, 10) !== day) {
    return { problem: 'is not a day of the calendar' }
  }
  return { value: day }
}
