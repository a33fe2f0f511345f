/** What is said when a time of a report runs out. */
import { type Choice, type Part, say } from '../../../bot/message.ts'

const act = (label: string, wish: string, report: string): Choice<'public'> => ({
  label: say`${label}`,
  act: { do: 'ask', intent: 'lost.mine', filled: { wish, report } },
})

interface Said {
  readonly parts: readonly Part[]
  readonly choices: readonly Choice[]
}

export const goOnLost = (number: string, item: string): Said => ({
  parts: [say`${number}（${item}）替您留意一个月了，还没有对上的。还继续找吗？`, say`7天内不回，这条就先收起来。`],
  choices: [act('继续找', 'watch', number), act('不找了', 'withdraw', number)],
})

export const goOnFound = (number: string, item: string): Said => ({
  parts: [say`${number}（${item}）还没有人来认领。东西还在您手里吗？`, say`可以交到服务台，由中心保管。`],
  choices: [act('还在我这', 'watch', number), act('已经还了', 'returned', number)],
})

export const expired = (number: string, item: string): Part[] => [say`${number}（${item}）先收起来了，不再替您留意。想接着找，再报一次就行。`]
export const fetchSoon = (lost: string, until: string): Part[] => [say`提醒：${lost} 的东西请在${until}前来取。来不了请回“转人工”。`]
export const keepForNow = (found: string, until: string): Part[] => [say`提醒：${found} 的失主说好${until}前来取，请再保管一下。`]
export const lapsed = (number: string): Part[] => [say`取件时间过了，${number} 没有取走，认领先取消，继续挂着。还要的话请回“认领”。`]
export const lapsedForStaff = (lost: string, found: string): Part[] => [say`${found} 过了取件时间，失主（${lost}）没有来，认领已取消。请联系双方。`]
export const ownerless = (found: string, item: string): Part[] => [say`${found}（${item}）公告满一年没有人认领，依法归国家，请按规定上交并登记。`]
export const noticed = (numbers: readonly string[]): Part[] => [say`今天新上招领公告：${numbers.join('、')}。`]

export const noticeWords = (item: string, place: string | null): string => (place ? `${item}（${place}）` : item)
export const noticeSince = (day: string): string => `${day}登记`
export const pageWords = {
  title: '招领公告',
  lead: (count: number) => (count > 0 ? `现有${count}件东西等失主认领：` : '现在没有等认领的东西。'),
  claim: '是您的，请私聊小驿：说丢了什么、在哪、什么时候，再说一个只有您知道的特征。公告满一年没人认领，依法归国家。',
  chat: '去和小驿说',
} as const
