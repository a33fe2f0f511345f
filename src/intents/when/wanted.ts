/** Of several times in a sentence the one that it asks for. */
import type { Said } from '../when.ts'

/** Right before and right after a time that is asked for: 给我约周五, 明天四点吧, 后天行吗. */
const ASKED_BEFORE = /(?:给我|帮我|想|要|能|可以)?(?:约|订|定|预约|预定|安排|排)(?:个|一下|在|到)?[ ,]*$/
const ASKED_AFTER =
  /^的?[ ,]*(?:吧|行吗|行不|行么|可以吗|可以不|可以么|中不|中吗|成不|成吗|咋样|怎么样|如何|有空|有号|有位|能约|能去|能来|还能|给我约|帮我约)|^[^,。!?]{0,12}(?:吗|么|呢|吧|[来去能行中成可有]不|没有|能行)(?:[ ,。!?~]|$)/

export function wanted(text: string, all: readonly Said[], back: boolean): Said | undefined {
  const target = all.find(({ role }) => role === 'to')
  if (target) return target
  const open = preferred(all, ({ role }) => role !== 'from')
  const ahead = back ? open : preferred(open, ({ past }) => !past)
  const asked = preferred(ahead, (said) => isAsked(text, said, all.find(({ at }) => at > said.at)?.at))
  const [first] = asked
  return first && (narrowest(text, first, ahead) ?? first)
}

/** Those for which it holds, if there are any. */
const preferred = (all: readonly Said[], holds: (said: Said) => boolean): readonly Said[] => {
  const some = all.filter(holds)
  return some.length > 0 ? some : all
}

/** @param next where the next time begins */
const isAsked = (text: string, { at, said }: Said, next?: number): boolean =>
  ASKED_BEFORE.test(text.slice(0, at)) || ASKED_AFTER.test(text.slice(at + said.length, next))

/** 月底前 … 晚上 and 本月截至今日 are no such pairs. */
const OPEN_END = /[前后内]$/
const END_FOLLOWS = /(?:截[至止]|到|至)$/

/** The next one said that lies within it and is more precise: 明天下午 … 两点半. */
function narrowest(text: string, first: Said, all: readonly Said[]): Said | undefined {
  if (OPEN_END.test(first.said)) return undefined
  return all.find((other) => other.at > first.at && !END_FOLLOWS.test(text.slice(0, other.at)) && isWithin(spanOf(other), spanOf(first)))
}

function spanOf({ when, days }: Said): readonly [from: string, to: string] {
  if ('date' in when) return [`${days.first}T00:00`, `${days.last}T24:00`]
  return [when.start, when.end ?? when.start]
}

const isWithin = (inner: readonly [string, string], outer: readonly [string, string]): boolean =>
  inner[0] >= outer[0] && inner[1] <= outer[1] && (inner[0] > outer[0] || inner[1] < outer[1])
