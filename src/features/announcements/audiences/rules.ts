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

/** The audiences that the words name. `known`: those that other capabilities offer at the moment, and single groups. */
export function audienceIn(words: string, known: readonly Aim[]): Aim[] {
  const found: Aim[] = known.filter(({ called }) => words.includes(called))
  if (/货车|大车|卡车|半挂/.test(words)) found.push(DRIVERS.truck)
  if (/网约车|滴滴|快车|专车|出租/.test(words)) found.push(DRIVERS['ride-hailing'])
  if (GROUPS.test(words)) found.push(ALL_GROUPS)
  if (found.length === 0 && EVERYONE.test(words)) found.push(EVERYBODY)
  return found
}

/** The same where a name alone was asked for: also by number, also mistyped. */
export function audienceNamed(words: string, known: readonly Aim[]): Aim[] {
  const found = audienceIn(words, known)
  if (found.length > 0) return found
  const all = [...PLAIN, ...known]
  const choice =
    all[
      matchChoice(
        words,
        all.map(({ called }) => called),
      ) ?? -1
    ]
  if (choice) return [choice]
  const [best] = nameSearch(all, ({ called }) => [called])(words, 1)
  return best && best.similarity >= NEAR ? [best.item] : []
}
const NEAR = 0.75
