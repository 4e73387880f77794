import { MandateError } from '../../../../core/errors/index.ts'

/**
 * The count in a bulk request must be that of its records.
 *
 * @throws MandateError `usi.request-invalid`
 */
export function checkCount(name: string, said: number, there: number): void {
  if (said === there) return
  throw new MandateError('usi.request-invalid', { what: `${name} says ${said}, but there are ${there} records.` })
}
