/** The words before a session. */
import { type Choice, type Part, personal, say } from '../../../bot/message.ts'

interface Shown {
  readonly id: string
  readonly title: string
  readonly day: string
  readonly time: string
  readonly place: string
}

interface Saying {
  parts: readonly Part[]
  choices: readonly Choice[]
}

const when = ({ day, time }: Shown): string => `${day}${time}`

export const reminder = (shown: Shown, which: 'day' | 'soon'): Saying => ({
  parts: [say`${which === 'day' ? '提醒您上课' : '快上课了'}：${personal(`${when(shown)} ${shown.title}`)}，${shown.place}。`],
  choices: [
    { label: say`来`, act: { do: 'ask', intent: 'study.enrol', filled: { session: shown.id, coming: 'yes' } } },
    { label: say`不来了`, act: { do: 'ask', intent: 'study.withdraw', filled: { session: shown.id } } },
  ],
})

export const groupReminder = (shown: Shown, which: 'day' | 'soon'): Part<'public'>[] => [
  say`${which === 'day' ? '上课提醒' : '快上课了'}：${when(shown)} ${shown.title}，${shown.place}。`,
  say`还没报名的私聊我，说“报名”就行。`,
]
