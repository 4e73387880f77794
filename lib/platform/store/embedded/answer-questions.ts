import type { MessagePort } from 'node:worker_threads'
import { isDriverAdapterError, type SqlDriverAdapter, type Transaction } from '@prisma/driver-adapter-utils'
import type { Answer, Question } from './messages.ts'

/**
 * Answers the questions of one client of the embedded database. Its transactions are as exclusive as those of any other;
 * what a client leaves open when it goes is rolled back.
 */
export function answerQuestions(port: MessagePort, connection: SqlDriverAdapter): void {
  const transactions = new Map<number, Transaction>()

  port.on('message', (question: Question) => {
    const { id } = question
    work(question).then(
      (result) => port.postMessage({ id, result } satisfies Answer),
      (error: unknown) => port.postMessage({ id, failure: failureOf(error) } satisfies Answer),
    )
  })
  port.on('close', () => {
    for (const transaction of transactions.values()) transaction.rollback().catch(() => {})
  })

  async function work(question: Question): Promise<Extract<Answer, { result: unknown }>['result']> {
    switch (question.kind) {
      case 'query':
        return await placeOf(question.transaction).queryRaw(question.query)
      case 'execute':
        return await placeOf(question.transaction).executeRaw(question.query)
      case 'script':
        await connection.executeScript(question.script)
        return
      case 'begin':
        transactions.set(question.id, await connection.startTransaction(question.isolationLevel))
        return
      case 'commit':
      case 'rollback': {
        const transaction = placeOf(question.transaction) as Transaction
        transactions.delete(question.transaction)
        await transaction[question.kind]()
      }
    }
  }

  /** A transaction has the id of the question that began it. */
  function placeOf(transaction: number | undefined): Transaction | SqlDriverAdapter {
    const place = transaction === undefined ? connection : transactions.get(transaction)
    if (place === undefined) throw new Error('the transaction is over')
    return place
  }
}

function failureOf(error: unknown): Extract<Answer, { failure: unknown }>['failure'] {
  const message = error instanceof Error ? error.message : String(error)
  return { message, cause: isDriverAdapterError(error) ? error.cause : undefined }
}
