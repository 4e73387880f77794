import { redirect } from 'next/navigation'
import type { UseCaseContext } from '../../../../../lib/domain/context.ts'
import type { DraftAnswers } from '../../../../../lib/platform/drafts/drafts.ts'
import { journeyAnswers } from '../../../../support/journey.ts'

/** Where a file of new users is kept between the pages of its import, and its outcome afterwards. */
export function importJourney(abn: string): string {
  return `import/${abn}`
}

export function importPath(abn: string): string {
  return `/businesses/${encodeURIComponent(abn)}/authorisations/import`
}

/** Where a page of the import stands; without its file, or its outcome, the import begins again. */
export async function importStep(
  context: UseCaseContext,
  abn: string,
  draft: string | undefined,
  needs: 'csv' | 'outcome',
): Promise<{ draft: string; answers: DraftAnswers }> {
  const answers = await journeyAnswers(context, importJourney(abn), draft)
  if (draft === undefined || !answers?.[needs]?.length) redirect(importPath(abn))
  return { draft, answers }
}
