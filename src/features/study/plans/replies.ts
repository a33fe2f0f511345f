/** The words to people whose course is not held any more. */
import { type Choice, type Part, personal, say } from '../../../bot/message.ts'

interface Saying {
  parts: readonly Part[]
  choices: readonly Choice[]
}

/** Everybody who is on a list of the series, once for all sessions. */
export const endedForPerson = (title: string, own: readonly { readonly day: string; readonly time: string }[], why: string): Saying => ({
  parts: [
    say`您报的${personal(title)}停开了，以后不再上，请别跑空。`,
    say`取消的：${personal(own.map(({ day, time }) => `${day}${time}`).join('、'))}`,
    ...(why === '' ? [] : [say`原因：${personal(why)}`]),
  ],
  choices: [{ label: say`看别的课`, act: { do: 'ask', intent: 'study.list' } }],
})
