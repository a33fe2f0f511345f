/** What staff hear about closing and reopening. */
import { type Choice, type Reply, reply, say, withChoices } from '../../../bot/message.ts'
import type { Calendar, Day } from '../../../lib/calendar.ts'
import type { Wish } from './rules.ts'

export const doing = say`改开放时间`
export const confirmQuestion = say`对的话回“确认”，我马上改；不对回“不了”，再说一遍。`
export const explainConfirm = say`回“确认”我才改，现在还没有改。不改回“不了”。`
export const confirmChoices: Choice<'public'>[] = [
  { label: say`确认`, act: { do: 'fill', field: 'sure', value: 'yes' } },
  { label: say`不了`, act: { do: 'fill', field: 'sure', value: 'no' } },
]
export const notChanged = reply(say`好的，没有改。`)
export const tooLate = say`隔得久了，再对一遍。`
export const counterOnly = reply(say`改开放时间要“柜台”或“管理员”角色，您现在没有。`, say`要改请找他们，或找管理员加角色。`)
export const howToClose = reply(say`要临时闭馆，这样说：今天下午停电闭馆；或：理发室明天停业，因为检修。`, say`开门了说：恢复开放。`)
/** Places that can be closed are offered in place of the unknown name. */
export const whichPlace = (strange: string, words: string, places: readonly string[]): Reply<'public'> =>
  withChoices(
    reply(say`没有叫“${strange}”的地方，没有改。您说的是哪里？`),
    places.map((place) => ({ label: say`${place}`, act: { do: 'say', text: words.replace(strange, place) } })),
  )
export const alreadyOpen = (place: string): Reply<'public'> => reply(say`${place}没有记着闭馆，不用恢复。`)
export const notPossible = reply(say`这样改不成，没有改。请再说一遍，或找管理员。`)

/** Reads back what will be noted and what drivers will hear. */
export function readBack(wish: Wish, place: string, said: readonly string[], now: Date, calendar: Calendar): Reply<'public'> {
  const later = wish.from > now
  return reply(
    say`${wish.does === 'close' ? `我这样记：${closingWords(wish, place, now, calendar)}` : `我这样记：${place}${later ? `${momentWords(wish.from, calendar.localDay(now), calendar)}起` : '现在'}恢复开放，照平常的时间。`}`,
    say`${later ? '到时候' : '改了以后'}司机问“现在开门吗”，我答：`,
    ...said.map((line) => say`　${line}`),
  )
}

function closingWords({ from, until, reason }: Extract<Wish, { does: 'close' }>, place: string, now: Date, calendar: Calendar): string {
  const today = calendar.localDay(now)
  const start = from <= now ? '现在' : momentWords(from, today, calendar)
  const end = until ? `到${endWords(until, today, calendar)}` : '，什么时候开另说'
  return `${place}${start}起${end}闭馆，原因：${reason}。`
}

const momentWords = (moment: Date, today: Day, calendar: Calendar): string =>
  `${calendar.plain(calendar.localDay(moment), today)}${calendar.localTime(moment).replace(/^0/, '')}`

/** The start of a day is the end of the one before. */
function endWords(moment: Date, today: Day, calendar: Calendar): string {
  if (calendar.localTime(moment) !== '00:00') return momentWords(moment, today, calendar)
  return `${calendar.plain(calendar.addDays(calendar.localDay(moment), -1), today)}结束`
}

export const closed = (number: string, place: string): Reply<'public'> =>
  reply(say`改好了（${number}），${place}按闭馆答，马上生效。`, say`能开门了，说一声“恢复开放”。`)
export const reopened = (number: string, place: string): Reply<'public'> => reply(say`改好了（${number}），${place}恢复开放，马上生效。`)
