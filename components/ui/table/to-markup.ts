import { Fragment, isValidElement, type ReactNode } from 'react'

/**
 * Plain elements as HTML text. React takes a long table apart and puts it together again three times for one page
 * (for the server's tree, for the page's HTML, and in the browser); as text it is carried through once.
 *
 * @param node elements of HTML and components that return such; text is escaped
 * @throws Error for what only React can do: components of the browser, handlers, styles, promises
 */
export function toMarkup(node: ReactNode): string {
  if (node === null || node === undefined || typeof node === 'boolean') return ''
  if (typeof node === 'string') return escaped(node)
  if (typeof node === 'number' || typeof node === 'bigint') return String(node)
  if (Array.isArray(node)) return node.map(toMarkup).join('')
  if (!isValidElement<Props>(node)) throw new Error('only elements and text can be written as HTML')
  const { type, props } = node
  if (type === Fragment) return toMarkup(props.children)
  if (typeof type === 'function') return toMarkup((type as (props: Props) => ReactNode)(props))
  if (!elements.has(type)) throw new Error(`${String(type)} cannot be written as HTML`)
  return `<${type}${attributesOf(props)}>${toMarkup(props.children)}</${type}>`
}

type Props = { readonly [name: string]: unknown; children?: ReactNode }

/** What rows are made of. Nothing that runs, loads or sends anything, and nothing whose text is not escaped text. */
const elements: ReadonlySet<string> = new Set(
  'a caption code div li ol p small span strong tbody td th thead time tr ul'.split(' '),
)

const attributes: Readonly<Record<string, string>> = {
  className: 'class',
  dateTime: 'dateTime',
  href: 'href',
  id: 'id',
  rel: 'rel',
  role: 'role',
  scope: 'scope',
  title: 'title',
}

function attributesOf(props: Props): string {
  let text = ''
  for (const [name, value] of Object.entries(props)) {
    if (name === 'children' || value === undefined || value === null) continue
    const attribute = /^(aria|data)-[a-z-]+$/.test(name) ? name : attributes[name]
    if (attribute === undefined || typeof value !== 'string') throw new Error(`${name} cannot be written as HTML`)
    if (attribute === 'href' && !/^[/?#](?![/\\])/.test(value)) throw new Error('a row leads to our own pages only')
    text += ` ${attribute}="${escaped(value)}"`
  }
  return text
}

function escaped(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => escapes[character] as string) : text
}

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
