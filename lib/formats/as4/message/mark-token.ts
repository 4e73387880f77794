import { utf8 } from '../../../core/bytes.ts'
import { attributeOf, namespaces, parseXml } from '../../xml/index.ts'

/**
 * Gives an encrypted token an identifier to sign it by. The one that it has stays; else it gets a `wsu:Id`, and nothing
 * else of it changes.
 */
export function markToken(token: string, id: string): { markup: string; id: string } {
  const { root, source } = parseXml(utf8(token))
  const own =
    attributeOf(root, namespaces.wsu, 'Id') ?? (root.ns === namespaces.xenc ? attributeOf(root, '', 'Id') : undefined)
  const whole = source.slice(root.start, root.end)
  if (own !== undefined) return { markup: whole, id: own }
  const name = root.prefix === '' ? root.local : `${root.prefix}:${root.local}`
  const taken = root.nsDecls.map(({ prefix }) => prefix)
  const prefix = ['wsu', 'wsu1', 'wsu2'].find((one) => !taken.includes(one)) as string
  const at = 1 + name.length
  return {
    markup: `${whole.slice(0, at)} xmlns:${prefix}="${namespaces.wsu}" ${prefix}:Id="${id}"${whole.slice(at)}`,
    id,
  }
}
