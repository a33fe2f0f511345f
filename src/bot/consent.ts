/** The question of consent, asked before the first private matter: a field put before a form's own. */
import type { Field, Form } from './dialogue.ts'
import { consentChoices, consentExplain, consentQuestion, thisMatter } from './replies.ts'

const YES = /^(同意|好的?|行|中|可以|是的?|没问题|愿意|管|得)/
const NO = /^(不同意|不行|不要|不愿意|不中|不可以|不用|拒绝|别|算了|不$)/

const consent: Field = {
  name: 'consent',
  called: ['同意'],
  ask: () => consentQuestion,
  again: consentExplain,
  explain: consentExplain,
  read(heard, direct) {
    if (!direct) return undefined
    if (NO.test(heard.text)) return 'no'
    return YES.test(heard.text) ? 'yes' : undefined
  },
  choices: () => consentChoices,
  ends: (value) => value === 'no',
}

/** The form with consent asked first; the answer `no` skips all that would follow. */
export function consentForm(form: Form | undefined): Form {
  return { ...form, version: form?.version ?? 1, doing: form?.doing ?? thisMatter, fields: [consent, ...(form?.fields ?? [])] }
}
