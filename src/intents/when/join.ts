/** Times of one sentence that belong together, and which of them is meant: "明天想约律师,下午三点", "把明天三点的改到后天". */
import type { Piece } from './scan.ts'

/** The time that is given up, or the one that is wanted instead. */
export type Role = 'from' | 'to'

export interface Joined {
  readonly piece: Piece
  readonly role?: Role
}

const CHANGE = /改|换|挪|推|调|移|提前|延|重约|另约/
const OR = /或|还是|要么|和|跟|、/
const CORRECTED = /不对|不不|错了|说错|写错|打错|搞错|记错|应该是|应为|更正/
const FARTHEST = 16

/** Right before the new time. */
const INTO = /(?:[改换挪移推调变延约订]|提前|推迟|顺延|改约|改期|重新约|另约|重约|再约)(?:到|成|为|至|在|去)(?:了)?$/
const INTO_SHORT = /(?:[改换挪]|改约|改期|重新约|另约|重约|推迟|提前|顺延)(?:个)?$/
/** Right after the old one: "改明天三点的预约". */
const OF_OLD = /^的(?:预约|那个|那次|那场|号|约|理发|律师|课|场|$|[,。!? ]|改|换|取消|不|来不)/
const DENIED_BEFORE = /(?:不是|不要|不约|不想要|不在|别约|别)$/
const DENIED_AFTER =
  /^的?(?:那天|那个|我|都|就|也|又|可能|怕是?|恐怕|预约)*(?:不行|没空|没时间|不方便|有事|不得空|来不了|去不了|来不及|不能来|赶不上|过不来|去不成|来不成)(?!吗|么|吧)/

export function joined(text: string, pieces: readonly Piece[]): Joined[] {
  const strong = pieces.filter(({ weak }) => weak === undefined)
  // 刚才 is more than "now" for what was lost just now, but "取消刚才的预约改成后天" is about 后天.
  const whole = merged(text, strong.length > 0 ? strong : pieces)
  const roles = whole.map((piece) => ownRole(text, piece))
  const target = roles.lastIndexOf('to')
  return whole.flatMap((piece, at): Joined[] => {
    const next = whole[at + 1]
    if (next && CORRECTED.test(text.slice(piece.to, next.from))) return []
    const role = target >= 0 && at < target ? 'from' : whole.length > 1 ? roles[at] : roles[at] === 'from' ? undefined : roles[at]
    return [{ piece, ...(role ? { role } : {}) }]
  })
}

function ownRole(text: string, { from, to }: Piece): Role | undefined {
  const [before, behind] = [text.slice(0, from), text.slice(to)]
  if (INTO.test(before)) return 'to'
  if (INTO_SHORT.test(before) && !OF_OLD.test(behind)) return 'to'
  return DENIED_BEFORE.test(before) || DENIED_AFTER.test(behind) ? 'from' : undefined
}

/** A day here and an hour there are one time; an hour alone belongs to the day before it. */
function merged(text: string, pieces: readonly Piece[]): Piece[] {
  const whole: Piece[] = []
  for (const piece of pieces) {
    const last = whole.at(-1)
    const gap = last ? text.slice(last.to, piece.from) : ''
    const one = last && gap.length <= FARTHEST && !CHANGE.test(gap) && !OR.test(gap) && !CORRECTED.test(gap) ? asOne(last, piece) : undefined
    if (one) whole[whole.length - 1] = one
    else whole.push(last ? atSameHour(text, last, withDayOf(last, piece)) : piece)
  }
  return whole
}

function asOne(a: Piece, b: Piece): Piece | undefined {
  if (a.fromNow ?? b.fromNow ?? a.until ?? a.open ?? a.weak ?? b.weak) return undefined
  const [hoursA, hoursB] = [a.clock ?? a.period, b.clock ?? b.period]
  const ends = { from: a.from, to: b.to }
  // 明天 … 下午三点
  if (a.day && !hoursA && !b.day && hoursB) return { ...b, day: a.day, ...ends }
  // 下午三点 … 明天
  if (!a.day && hoursA && b.day && !hoursB && !b.until && !b.open) return { ...a, day: b.day, ...ends }
  // 2:30下午
  if (a.clock && !a.period && b.period && !b.clock && !b.day && a.to === b.from) return { ...a, period: b.period, ...ends }
  // 明天下午 … 三点
  if (a.period && !a.clock && b.clock && !b.period && !b.day) return { ...b, ...(a.day ? { day: a.day } : {}), period: a.period, ...ends }
  return undefined
}

function withDayOf({ day, period, fromNow }: Piece, piece: Piece): Piece {
  if (piece.day || piece.fromNow || piece.weak || fromNow || !(piece.clock ?? piece.period)) return piece
  const inherited = piece.clock && !piece.period && !piece.clock.exact && period ? { period } : {}
  return { ...piece, ...(day ? { day } : {}), ...inherited }
}

const SAME_HOUR = /^的?(?:还是)?(?:同[一样]*(?:个)?的?(?:时间|时候|钟点)|一样的?(?:时间|时候)|老时间|原时间|时间不变|这个?时间)/

/** 把周四三点的改到周五同一时间 */
function atSameHour(text: string, last: Piece, piece: Piece): Piece {
  if (!piece.day || piece.clock || piece.period || piece.until || piece.open || !(last.clock ?? last.period)) return piece
  const said = SAME_HOUR.exec(text.slice(piece.to))
  if (!said) return piece
  return { ...piece, ...(last.clock ? { clock: last.clock } : {}), ...(last.period ? { period: last.period } : {}), to: piece.to + said[0].length }
}
