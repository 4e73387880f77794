import { describeError, isMandateError } from '../../lib/core/errors/index.ts'
import type { UseCaseContext } from '../../lib/domain/context.ts'
import { pageContext } from './context.ts'

/** A file that is made while it is sent, so that it can be of any length. */
export type SentFile = { fileName: string; mediaType: string; chunks: AsyncIterable<string> }

/** Answers a request with a file of bytes to save; where the use case refuses, as {@link sendFile} does. */
export async function sendBytes(
  mediaType: string,
  make: (context: UseCaseContext) => Promise<{ fileName: string; bytes: Uint8Array }>,
): Promise<Response> {
  return answerOr(async (context) => {
    const { fileName, bytes } = await make(context)
    return new Response(Uint8Array.from(bytes), { headers: fileHeaders(fileName, mediaType) })
  })
}

/** Answers a request with a file to save; where the use case refuses, with the reason and its HTTP status. */
export async function sendFile(make: (context: UseCaseContext) => Promise<SentFile>): Promise<Response> {
  return answerOr(async (context) => {
    const { fileName, mediaType, chunks } = await make(context)
    return new Response(streamOf(chunks), { headers: fileHeaders(fileName, mediaType) })
  })
}

function fileHeaders(fileName: string, mediaType: string): Record<string, string> {
  return {
    'content-type': mediaType,
    'content-disposition': `attachment; filename="${fileName}"`,
    'cache-control': 'no-store',
  }
}

async function answerOr(answer: (context: UseCaseContext) => Promise<Response>): Promise<Response> {
  const context = await pageContext()
  try {
    return await answer(context)
  } catch (error) {
    if (!isMandateError(error)) throw error
    const { status, title, happened, remedy, code } = describeError(error)
    return new Response(`${title}\n\n${happened} ${remedy}\n\nMessage code: ${code}\n`, {
      status,
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
  }
}

function streamOf(chunks: AsyncIterable<string>): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder()
  const iterator = chunks[Symbol.asyncIterator]()
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await iterator.next()
      if (done) controller.close()
      else controller.enqueue(encoder.encode(value))
    },
    async cancel() {
      await iterator.return?.()
    },
  })
}
