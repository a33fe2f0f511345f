/** Times of one sentence that belong together, and which of them is meant: "明天想约律师,下午三点", "把明天三点的改到后天". */
import type { Reading } from './meaning.ts'
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
const FARTHEST = 24

/** Right before the new time. */
const INTO = /(?:[改换挪移推调变延约订]|调整|更改|变更|提前|推迟|顺延|改约|改期|重新约|另约|重约|再约)(?:到|成|为|至|在|去)(?:了)?$/
const INTO_SHORT = /(?:[改换挪]|改约|改期|重新约|另约|重约|推迟|提前|顺延)(?:个)?$/
/** Right after the old one: "改明天三点的预约". */
const OF_OLD = /^的(?:预约|那个|那次|那场|号|约|理发|律师|课|场|$|[,。!? ]|改|换|取消|不|来不)/
const DENIED_BEFORE = /(?:不是|不要|不约|不想要|不在|别约|别)$/
const CANNOT =
  '不行|没空(?!位)|没时间|不方便|不得空|不得闲|来不了|去不了|来不及|不能[来去]|赶不上|赶不到|[过回][来去]?不[来去了]|过不[来去]|[去来约]不成|走不开|脱不开身|抽不[开出]|不中|不剪|不[来去](?!行)|不在(?![乎意这那])|算了'
/** Right after, with no more than filling words between: 明天不行, 周三那天我没空. */
const DENIED_AFTER = new RegExp(`^的?(?:那天|那个|我|都|就|也|又|可能|怕是?|恐怕|预约)*(?:${CANNOT}|有事(?![找想要问儿]))(?!吗|么|吧|呢|嘛|的话)`)
/** Further on in the clause, or in the next one: 今天车坏在高速上了,去不了. */
const EXCUSED = new RegExp(`^[^,。!?;~吗么]{0,14}[, ]?[^,。!?;~吗么]{0,6}?(?:${CANNOT})(?!吗|么|吧|呢|嘛|的话|[,我]?[就再换]|那)`)
/** The clause tells what else is on then: 今天加班, 明天下午四点吧. */
const BUSY =
  /^[^,。!?;~]{0,6}(?:有事(?![找想要问儿])|加班|出车|跑车|出差|值班|在外地|在外面|在路上|有活|[送拉卸装]货|[装卸]车|跑长途|回老家|考试|上课|上班|排满|约满|满了|太晚了?|太赶|开会|下雨|下雪)[^,。!?;~吗么呢]{0,6}(?:[,。;~ ]|$)/
/** What came of it: 周三去了没办成. */
const FAILED = /^[^,。!?;~]{0,8}(?:没[去来办约排轮剪弄]?[成上到着]|没[去来](?!得及吗)|[去来办]过了|错过|白跑|爽约|关着?门|扑了?空)/
/** 上次约的周三, 本来是周五. */
const STORY_BEFORE = /(?:上次|上回|那次|那回|本来|原来|原先|原定|原本|之前)(?:[我你们]*)(?:说|约|定|订|预约|想|打算|是|去|来)?(?:的|好|过|了|在|到)*(?:是)?$/

export function joined(text: string, pieces: readonly Piece[], reading: Reading): Joined[] {
  const strong = pieces.filter(({ weak }) => weak === undefined)
  // 刚才 is more than "now" for what was lost just now, but "取消刚才的预约改成后天" is about 后天.
  const whole = merged(text, strong.length > 0 ? strong : pieces, reading)
  const roles = whole.map((piece, at) => ownRole(text, piece, whole[at + 1]?.from ?? text.length))
  const target = roles.lastIndexOf('to')
  return whole.flatMap((piece, at): Joined[] => {
    const next = whole[at + 1]
    if (next && CORRECTED.test(text.slice(piece.to, next.from))) return []
    const role = target >= 0 && at < target ? 'from' : whole.length > 1 ? roles[at] : roles[at] === 'from' ? undefined : roles[at]
    return [{ piece, ...(role ? { role } : {}) }]
  })
}

/** @param behind the text up to the next time */
function ownRole(text: string, { from, to }: Piece, next: number): Role | undefined {
  const [before, behind] = [text.slice(0, from), text.slice(to, next)]
  if (INTO.test(before)) return 'to'
  if (INTO_SHORT.test(before) && !OF_OLD.test(text.slice(to))) return 'to'
  return DENIED_BEFORE.test(before) || STORY_BEFORE.test(before) || [DENIED_AFTER, EXCUSED, BUSY, FAILED].some((given) => given.test(behind))
    ? 'from'
    : undefined
}

/** A day here and an hour there are one time; an hour alone belongs to the day before it. */
function merged(text: string, pieces: readonly Piece[], reading: Reading): Piece[] {
  const whole: Piece[] = []
  for (const piece of pieces) {
    const last = whole.at(-1)
    const gap = last ? text.slice(last.to, piece.from) : ''
    const one =
      last && gap.length <= FARTHEST && !CHANGE.test(gap) && !OR.test(gap) && !CORRECTED.test(gap)
        ? (asOne(last, piece) ?? sameDayAgain(last, piece, reading))
        : undefined
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

/** 周一吧 周一上午十点 */
function sameDayAgain(a: Piece, b: Piece, { today }: Reading): Piece | undefined {
  if (!a.day || a.clock || a.period || a.until || a.open || !b.day || b.until?.day) return undefined
  const [first, second] = [a.day.find(today), b.day.find(today)]
  return first && second && first.first === second.first && first.last === second.last ? { ...b, from: a.from } : undefined
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
