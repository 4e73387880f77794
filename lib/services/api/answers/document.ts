import { z } from 'zod'

const list = z.array(z.string())

/** A text with headings, lists and tables, for programs that show or search it. */
export const documentText = z
  .object({
    title: z.string(),
    subtitle: z.string().optional(),
    sections: z
      .array(
        z.object({
          heading: z.string(),
          blocks: z
            .array(
              z.union([
                z.object({ text: z.string() }),
                z.object({ subheading: z.string() }),
                z.object({ list: list.readonly() }),
                z.object({
                  steps: z.array(z.object({ text: z.string(), command: z.string().optional() })).readonly(),
                }),
                z.object({ facts: z.array(list.readonly()).readonly().describe('Pairs of a term and its value.') }),
                z.object({ caption: z.string(), columns: list.readonly(), rows: z.array(list.readonly()).readonly() }),
                z.object({ command: z.string() }),
                z.object({ link: z.string(), label: z.string() }),
              ]),
            )
            .readonly(),
        }),
      )
      .readonly(),
    footer: z.string(),
  })
  .meta({ id: 'Document' })
