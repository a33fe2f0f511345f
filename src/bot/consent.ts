/** The question of consent, asked before the first private matter: a field put before a form's own. */
import type { Field, Form } from './dialogue.ts'
import { consentChoices, consentExplain, consentQuestion, thisMatter } from './replies.ts'

/** The whole message: 中心几点开门 and 行车证在哪办 agree to nothing, and a mere 嗯 neither. */
const YES =
  /^(?:我?同意|确认|好+的?|行|中|可以|成|对|是的?|没问题|愿意|管|得|ok)(?:了|的|吧|啊|呀|嘞|哩|呢|办|接着办|没问题|同意|行|中|好的?|可以|谢谢|师傅|小驿)*$/i
const NO = /^(不同意|不行|不要|不愿意|不中|不可以|不用|拒绝|别|算了|不(?:了|办|约|报|弄|去|来)|不$)/
const bare = (text: string): string => text.replace(/[\s\p{P}\p{S}]+/gu, '')

const consent: Field = {
  name: 'consent',
  called: ['同意'],
  ask: () => consentQuestion,
  again: consentExplain,
  explain: consentExplain,
  read(heard, direct) {
    if (!direct) return undefined
    if (NO.test(heard.text)) return 'no'
    return YES.test(bare(heard.text)) ? 'yes' : undefined
  },
  choices: () => consentChoices,
  ends: (value) => value === 'no',
}

/** The form with consent asked first; the answer `no` skips all that would follow. */
export function consentForm(form: Form | undefined): Form {
  return { ...form, version: form?.version ?? 1, doing: form?.doing ?? thisMatter, fields: [consent, ...(form?.fields ?? [])] }
}
