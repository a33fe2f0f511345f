/** What was handed in, as anybody may hear it: kinds of things and places only. */
import { type Reply, reply, say, withChoices } from '../../../bot/message.ts'

interface Shown {
  readonly item: string
  readonly place: string | null
}

/** What was handed in: kinds and places only. */
export function handedIn(item: string | undefined, finds: readonly Shown[], alone: boolean): Reply<'public'> {
  if (finds.length === 0) {
    return reply(
      item ? say`近30天还没有人交来${item}。` : say`近30天还没有人交东西来。`,
      alone ? say`登记一下，有人捡到我马上告诉您。` : say`丢了东西的请私聊我登记，有人捡到马上告诉您。`,
    )
  }
  const places = [...new Set(finds.flatMap(({ place }) => place ?? []))].slice(0, 5)
  const where = places.length > 0 ? `，捡到的地方有：${places.join('、')}` : ''
  const what = item ? `${item}一类的${finds.length}件` : `${finds.length}件：${[...new Set(finds.map((find) => find.item))].slice(0, 8).join('、')}`
  return reply(say`近30天有人捡到${what}${where}。`, alone ? say`是不是您的，登记后说出特征就能核对。` : say`是不是您的，请私聊我登记，说出特征就能核对。`)
}

/** What is added to a report. */
export const more = (report: string, detail: string) => ({ said: '-', wish: 'tell', report, other: '-', detail })

/** Somebody only described a thing; perhaps it belongs to what was reported just before. */
export const lostOrFound = (words: string, before?: string): Reply<'public'> =>
  withChoices(reply(say`这件是丢了，还是捡到的？`), [
    ...(before === undefined ? [] : [{ label: say`补充到 ${before}`, act: { do: 'ask', intent: 'lost.mine', filled: more(before, words) } } as const]),
    { label: say`丢了`, act: { do: 'ask', intent: 'lost.report', filled: { said: words, item: '-' } } },
    { label: say`捡到的`, act: { do: 'ask', intent: 'found.report', filled: { said: words, item: '-' } } },
  ])

/** Offers to register what was asked for. */
export const orRegister = (base: Reply<'public'>, words: string): Reply<'public'> =>
  withChoices(base, [{ label: say`登记丢失`, act: { do: 'ask', intent: 'lost.report', filled: { said: words, item: '-' } } }])
