import { MandateError } from '../../../../core/errors/index.ts'
import { type AccessChoice, checkAccess } from '../../../../policy/authorisations/access.ts'
import type { AuthorisationType } from '../../../../policy/permissions/roles.ts'
import type { Agency } from '../catalogue/read-catalogue.ts'

/**
 * Judges the agency access that was chosen.
 *
 * @param confirmed the person was warned that nothing is chosen, and wants that
 * @returns the choices to keep; agencies without access are left out
 * @throws MandateError `common.invalid-input` with `fields` as `access.0`, or `ram.access-to-nothing`
 */
export function judgeAccess(
  type: AuthorisationType,
  chosen: readonly AccessChoice[],
  confirmed: boolean,
  catalogue: readonly Agency[],
): AccessChoice[] {
  const checked = checkAccess(type, chosen, catalogue)
  if ('problems' in checked) {
    const fields = Object.fromEntries(
      Object.entries(checked.problems).map(([at, problem]) => [`access.${at}`, problem]),
    )
    throw new MandateError('common.invalid-input', { what: 'agency access' }, { fields })
  }
  if (checked.choices.length === 0 && !confirmed) {
    const fields = { access: 'Choose at least one agency, or confirm that you want no access.' }
    throw new MandateError('ram.access-to-nothing', {}, { fields })
  }
  return checked.choices
}
