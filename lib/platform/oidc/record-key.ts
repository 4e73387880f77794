/** Key of a row of OidcRecord. @param model with the realm of its provider: `ram/Interaction` */
export function recordKey(model: string, id: string): string {
  return `${model}:${id}`
}
