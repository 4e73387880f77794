import { importTemplateFile } from '../../../../../../lib/domain/ram/authorisations/imports/import-result-file.ts'
import { sendFile } from '../../../../../support/send-file.ts'

/** A file of new users to start from. */
export async function GET(): Promise<Response> {
  return sendFile(async () => importTemplateFile())
}
