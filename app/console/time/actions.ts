'use server'

import { address } from '../../../components/format/address.ts'
import type { FormState } from '../../../components/ui/form/form-state.ts'
import type { TravelInput } from '../../../lib/domain/sandbox/time/journey.ts'
import { travel } from '../../../lib/domain/sandbox/time/travel.ts'
import { answerOpenForm } from '../../support/answer-form.ts'
import { dayFrom, text } from '../../support/read-form.ts'

/** Sends the clock of a business to another moment. A button may name the whole journey: `unassigned-day 61`. */
export async function travelAction(before: FormState, form: FormData): Promise<FormState> {
  return answerOpenForm(before, form, async (runtime) => {
    const [to = '', day = ''] = text(form, 'to').split(' ')
    const { abn, actId } = await travel(runtime, {
      abn: text(form, 'abn'),
      to: to as TravelInput['to'],
      days: text(form, 'days'),
      date: dayFrom(form, 'date'),
      day,
    })
    return address('/console/time', { abn, did: actId })
  })
}
