/** An Australian address, as people write it. */
export type Address = { addressLine: string; suburb: string; state: string; postcode: string }

/**
 * True when two addresses are written for the same place: letter case, punctuation and the usual abbreviations do not
 * matter, nor whether a unit is written `Unit 3, 12` or `3/12`.
 */
export function sameAddress(a: Address, b: Address): boolean {
  return (
    a.postcode.trim() === b.postcode.trim() &&
    a.state.trim().toUpperCase() === b.state.trim().toUpperCase() &&
    words(a.suburb) === words(b.suburb) &&
    plainLine(a.addressLine) === plainLine(b.addressLine)
  )
}

const abbreviations: Record<string, string> = {
  AVENUE: 'AVE',
  AV: 'AVE',
  BOULEVARD: 'BVD',
  BLVD: 'BVD',
  CIRCUIT: 'CCT',
  CLOSE: 'CL',
  COURT: 'CT',
  CRESCENT: 'CRES',
  CR: 'CRES',
  DRIVE: 'DR',
  ESPLANADE: 'ESP',
  HIGHWAY: 'HWY',
  LANE: 'LN',
  MOUNT: 'MT',
  PARADE: 'PDE',
  PLACE: 'PL',
  ROAD: 'RD',
  SAINT: 'ST',
  SQUARE: 'SQ',
  STREET: 'ST',
  TERRACE: 'TCE',
  NORTH: 'N',
  SOUTH: 'S',
  EAST: 'E',
  WEST: 'W',
}

function plainLine(line: string): string {
  const text = line
    .toUpperCase()
    .replace(/\bP\.?\s*O\.?\s*BOX\b/g, 'PO BOX')
    .replace(/\b(UNIT|FLAT|APARTMENT|APT|U)\.?\s*(\d+[A-Z]?)\s*[,/ ]\s*(?=\d)/g, '$2/')
    .replace(/\s*\/\s*/g, '/')
  return words(text)
}

function words(text: string): string {
  return text
    .toUpperCase()
    .replace(/['\u2019]/g, '')
    .replace(/[^A-Z0-9/]+/g, ' ')
    .trim()
    .split(' ')
    .map((word) => abbreviations[word] ?? word)
    .join(' ')
}
