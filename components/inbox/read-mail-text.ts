/** A piece of a mail as the page shows it. */
export type MailPart =
  | { kind: 'heading' | 'text' | 'code'; text: string }
  | { kind: 'link'; text: string; href: string }

/** Takes the plain text of one of our mails apart: its heading, codes alone on an indented line, links with their label. */
export function readMailText(text: string): MailPart[] {
  return text
    .replace(/\r\n/g, '\n')
    .split(/\n{2,}/)
    .map((paragraph) => paragraph.replace(/\n+$/, ''))
    .filter((paragraph) => paragraph.trim() !== '')
    .map(readParagraph)
}

function readParagraph(paragraph: string, at: number): MailPart {
  const heading = /^([\s\S]+)\n=+$/.exec(paragraph)
  if (at === 0 && heading) return { kind: 'heading', text: (heading[1] as string).replace(/\s+/g, ' ') }
  const code = /^ {4}(\S+)$/.exec(paragraph)
  if (code) return { kind: 'code', text: code[1] as string }
  const link = /^([^\n]+):\n(https?:\/\/\S+)$/.exec(paragraph)
  if (link) return { kind: 'link', text: link[1] as string, href: link[2] as string }
  return { kind: 'text', text: unwrap(paragraph.replace(/^-- ?\n/, '')) }
}

/** Takes back the line breaks of a wrapped text; facts and lists keep one line for each. */
function unwrap(paragraph: string): string {
  const lines = paragraph.replace(/\n {2}/g, ' ').split('\n')
  const isList = lines.every((line) => /^(- |[A-Z][^:]{0,40}: )/.test(line))
  return lines.join(isList ? '\n' : ' ')
}
