import { fromUtf8, utf8 } from '../../../core/bytes.ts'
import { MandateError } from '../../../core/errors/index.ts'
import { attributeOf, parseXml } from '../../xml/index.ts'
import { type BulkRecord, mostRecords } from './records.ts'

/**
 * Takes a bulk attachment apart at its delimiters. What stands between is not looked into: the whole is no XML document.
 * Parents come first, and a child names a parent before it.
 *
 * @throws MandateError `as4.records-malformed`
 * @see docs/wire-formats.md, SBR2: bulk
 */
export function readRecords(bytes: Uint8Array): BulkRecord[] {
  const text = decode(bytes)
  const found = [...text.matchAll(/<Record_Delimiter(?=[\s/>])[^<>]{0,2000}>/g)]
  const [first] = found
  if (!first) throw malformed('it has no Record_Delimiter')
  if (/\S/.test(text.slice(0, first.index).replace(/^\uFEFF?<\?xml[^<>]{0,200}\?>/, ''))) {
    throw malformed('something stands before the first Record_Delimiter')
  }
  if (found.length > mostRecords) throw malformed(`it has more than ${mostRecords} records`)
  const parents = new Set<string>()
  const ids = new Set<string>()
  return found.map((match, at) => {
    const record = readDelimiter(match[0], at + 1)
    if (ids.has(record.id)) throw malformed(`the DocumentID "${record.id}" is there twice`)
    ids.add(record.id)
    if (record.type === 'PARENT') parents.add(record.id)
    else if (!parents.has(record.relatedId)) {
      throw malformed(`the record "${record.id}" belongs to "${record.relatedId}", which is no parent before it`)
    }
    const content = text.slice(match.index + match[0].length, found[at + 1]?.index ?? text.length).trim()
    if (content === '') throw malformed(`the record "${record.id}" is empty`)
    return { ...record, content }
  })
}

function readDelimiter(markup: string, place: number): Omit<BulkRecord, 'content'> {
  const problem = (what: string) => malformed(`${what} in Record_Delimiter ${place}`)
  const root = parse(markup.endsWith('/>') ? markup : `${markup.slice(0, -1)}/>`, problem)
  const id = attributeOf(root, '', 'DocumentID') ?? ''
  const name = attributeOf(root, '', 'DocumentName') ?? ''
  const type = attributeOf(root, '', 'DocumentType') ?? ''
  const relatedId = attributeOf(root, '', 'RelatedDocumentID') ?? ''
  if (id === '' || id.length > 100) throw problem('there is no DocumentID')
  if (name === '' || name.length > 100) throw problem('there is no DocumentName')
  if (type !== 'PARENT' && type !== 'CHILD') throw problem('DocumentType is neither PARENT nor CHILD')
  if (type === 'PARENT' && relatedId !== '') throw problem('a parent has a RelatedDocumentID')
  if (type === 'CHILD' && relatedId === '') throw problem('a child has no RelatedDocumentID')
  return { id, name, type, relatedId }
}

function parse(markup: string, problem: (what: string) => MandateError) {
  try {
    return parseXml(utf8(markup)).root
  } catch {
    throw problem('the markup is not right')
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes)
  } catch {
    throw malformed('it is not UTF-8')
  }
}

function malformed(problem: string): MandateError {
  return new MandateError('as4.records-malformed', { problem })
}
