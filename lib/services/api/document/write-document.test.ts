import { describe, expect, it } from 'vitest'
import { readSettings } from '../../../platform/settings/settings.ts'
import { referencePage } from '../reference/reference-page.ts'
import { areas } from '../table.ts'
import { writeDocument } from './write-document.ts'

const document = writeDocument(areas, readSettings({}))
const text = JSON.stringify(document)
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
)

describe('the OpenAPI document', () => {
  it('has only references that lead somewhere, and no component that nothing leads to', () => {
    const referred = new Set(
      [...text.matchAll(/"\$ref":"#\/components\/(\w+)\/(\w+)"/g)].map(([, kind, id]) => `${kind}/${id}`),
    )
    const defined = (['schemas', 'responses'] as const).flatMap((kind) =>
      Object.keys(document.components[kind] as object).map((id) => `${kind}/${id}`),
    )
    expect([...referred].toSorted()).toEqual(defined.toSorted())
    expect(text).not.toContain('$defs')
  })

  it('declares each value of a path, and needs only fields that it declares', () => {
    for (const { path, method, operation } of operations) {
      const parameters = (operation.parameters ?? []) as { name: string; in: string }[]
      const inPath = parameters.filter((one) => one.in === 'path').map(({ name }) => name)
      expect(inPath.toSorted(), `${method} ${path}`).toEqual(
        [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).toSorted(),
      )
    }
    const objects: { properties?: object; required?: string[] }[] = []
    JSON.stringify(document, (_name, value) => {
      if (typeof value === 'object' && value !== null && Array.isArray(value.required) && value.properties)
        objects.push(value)
      return value
    })
    expect(objects.length).toBeGreaterThan(20)
    for (const { properties = {}, required = [] } of objects) {
      for (const name of required) expect(Object.keys(properties)).toContain(name)
    }
  })

  it('never asks for a submission id or version in a body, nor for a value of the path twice', () => {
    for (const { path, operation } of operations) {
      const asked = fieldsOf(operation.requestBody)
      expect(asked.filter((name) => ['submissionId', 'version'].includes(name) || path.includes(`{${name}}`))).toEqual(
        [],
      )
    }
  })

  it('offers programs no words of HTML forms', () => {
    const asked = JSON.stringify(operations.map(({ operation }) => [operation.parameters, operation.requestBody]))
    expect(asked).not.toMatch(/"const":"(yes)?"|"yes","no"/)
    expect(asked).toContain('"declaration":{"type":"boolean","const":true}')
  })

  const answers = operations.map(({ path, operation }) => {
    const [done] = Object.values(operation.responses as Record<string, { description: string; content: object }>)
    return { path, description: done?.description ?? '', content: done?.content ?? {} }
  })

  it('describes every answer', () => {
    for (const { path, description, content } of answers) {
      if (description === 'Done.') expect(JSON.stringify(content), path).toMatch(/"schema":\{"\$ref"/)
      else expect(description, path).toMatch(/\w+.*\.$/)
    }
  })

  it('names what is no JSON by its media type', () => {
    expect([...new Set(answers.flatMap(({ content }) => Object.keys(content)))].toSorted()).toEqual([
      'application/json',
      'application/pdf',
      'application/zip',
      'text/csv; charset=utf-8',
      'text/event-stream',
      'text/html; charset=utf-8',
    ])
  })
})

/** The names of the fields of a JSON body; those of objects within it are its own affair. */
function fieldsOf(requestBody: unknown): string[] {
  const { content } = (requestBody ?? {}) as { content?: { 'application/json': { schema: { properties: object } } } }
  return Object.keys(content?.['application/json'].schema.properties ?? {})
}

describe('the reference page', () => {
  const page = referencePage(document, '/api/v1/style.css')
  it('has every call once, links that lead somewhere, and no script', () => {
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const { operation } of operations) expect(ids).toContain(operation.operationId)
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(target)
    expect(page).not.toMatch(/<script|<[^>]+ (style|on\w+)="/)
    expect(page).toContain('<code>text/csv; charset=utf-8, application/json</code>: One line or object for each.')
    expect(page).not.toMatch(/Answers \d+ with (object|any)/)
  })
})
