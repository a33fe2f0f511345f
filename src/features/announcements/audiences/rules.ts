/** Whom something is for, as staff say it. Pure. */
import type { Aim } from '../../../bot/capability.ts'
import type { Driver } from '../../../bot/vocabulary.ts'
import { matchChoice, nameSearch } from '../../../intents/names.ts'

export const EVERYBODY: Aim = { kind: 'all', value: '', called: '全部司机' }
export const ALL_GROUPS: Aim = { kind: 'groups', value: '', called: '所有群' }
const DRIVERS: Record<Driver, Aim> = {
  truck: { kind: 'truck', value: '', called: '货车司机' },
  'ride-hailing': { kind: 'ride-hailing', value: '', called: '网约车司机' },
}
export const PLAIN: readonly Aim[] = [EVERYBODY, DRIVERS.truck, DRIVERS['ride-hailing'], ALL_GROUPS]
/** Anybody may read what was sent to these. */
export const isOpen = (audience: readonly Aim[]): boolean => audience.every(({ kind }) => PLAIN.some((plain) => plain.kind === kind) || kind === 'group')

const EVERYONE = /所有|全体|全员|全部|大家|大伙|每个人|每位|各位/
const GROUPS = /各群|各个群|每个群|所有群|全部群|群里都/
const TRUCKS = /货车|大车|卡车|半挂/
const RIDES = /网约车|滴滴|快车|专车|出租/
/** Words that make an audience smaller than it sounds: what they name and nobody knows must not become everybody. */
const NARROWER = /报名|报了|参加|上课|学员|培训|课程?|班|期|支部|党员|工会|会员|女|没|未|谁|(?<![a-z])[a-z]\s*[-—–－]?\s*\d/i

/** What staff may call it; `called` of a session is its number and its title, each of which names it. */
const namesOf = ({ kind, called }: Aim): string[] =>
  kind === 'group' ? [called] : [called, ...called.split(' ').filter((part) => Array.from(part).length > 1)]

const plainOf = (words: string): string => words.normalize('NFKC').toLowerCase()
/** S-3, s3, S－3: a number stands alone. */
const isNamed = (words: string, name: string): boolean => {
  const code = /^([a-z])-(\d+)$/.exec(plainOf(name))
  return code ? new RegExp(`(?<![a-z])${code[1]}\\s*[-_—–]?\\s*${code[2]}(?!\\d)`).test(plainOf(words)) : plainOf(words).includes(plainOf(name))
}

/**
 * The audiences that the words name. `known`: those that other capabilities offer at the moment, and single groups.
 * What is narrower than a plain audience and unknown is none: it never falls to a larger one.
 */
export function audienceIn(words: string, known: readonly Aim[]): Aim[] {
  const codes = known.filter((aim) => namesOf(aim).some((name) => /\d/.test(name) && isNamed(words, name)))
  const titled = known.filter((aim) => namesOf(aim).some((name) => isNamed(words, name)))
  const found: Aim[] = codes.length > 0 ? [...codes, ...titled.filter(({ kind }) => codes.every((code) => code.kind !== kind))] : [...titled]
  const rest = found.flatMap(namesOf).reduce((left, name) => left.replaceAll(name, ' '), words)
  if (NARROWER.test(rest.replace(WRITING, ' '))) return found
  if (TRUCKS.test(rest)) found.push(DRIVERS.truck)
  if (RIDES.test(rest)) found.push(DRIVERS['ride-hailing'])
  if (GROUPS.test(rest)) found.push(ALL_GROUPS)
  if (found.length === 0 && EVERYONE.test(rest)) found.push(EVERYBODY)
  return found
}
/** What is done is no part of whom it is for. */
const WRITING = /(?:发|写|拟|推)(?:个|一个|一条|条|一下)?(?:紧急|培训|课程|党员)?(?:通知|公告|通告)|[一1]?期?(?:通知|公告)/g

/** The same where a name alone was asked for: also by number, also mistyped. */
export function audienceNamed(words: string, known: readonly Aim[]): Aim[] {
  const found = audienceIn(words, known)
  if (found.length > 0) return found
  if (!NARROWER.test(words)) {
    const position = matchChoice(
      words,
      PLAIN.map(({ called }) => called),
    )
    const choice = PLAIN[position ?? -1]
    if (choice) return [choice]
  }
  const [best, next] = nameSearch(known, namesOf)(words, 2)
  return best && best.similarity >= NEAR && !(next && next.similarity >= best.similarity) && !/\d/.test(words) ? [best.item] : []
}
const NEAR = 0.75
