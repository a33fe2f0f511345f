/** What a message tells of things, where it is more or less than one report. Pure. */
import { readThing, type Thing } from '../../../intents/thing.ts'
import { things } from '../../../intents/things.ts'
import { directionIn, type Kind, merged, unknownItem, type Words } from '../lost-found/rules.ts'

export { foundAgain } from '../lost-mine/rules.ts'

/** 丢了个钱宝: the list's 钱 is only a part of the word that was meant, which sounds like 钱包. */
function heardWhole(thing: Thing, { text, slots }: Words): Thing {
  const counted = unknownItem(text)
  const sounds = slots.named.items.filter((item) => !thing.items.includes(item))
  if (counted === undefined || sounds.length === 0 || things().items(text).length > 0) return thing
  const loose = things().bareItems(counted)
  return loose.some(({ at, end }) => end - at < counted.length) ? { ...thing, items: sounds, called: [] } : thing
}

/** The thing that the words tell of; one that no list knows by the words that count it. */
export function thingIn(words: Words): Thing {
  const thing = heardWhole(readThing(words, things()), words)
  const named = thing.items.length > 0 ? undefined : unknownItem(words.text)
  return named ? { ...thing, called: [named] } : thing
}

const WITHIN = /^(?:它|包|那|这)?(?:里[头面边]|内|上[头面]|侧面|背面|夹层|拉链)(?:上)?(?:还)?(?:有|装|贴|挂|写|放|印|刻|绣|夹|是)/
/** 里头有个联想电脑: it goes on about a thing, and is none of its own. */
export const addsWithin = (text: string): boolean => WITHIN.test(text) && directionIn(text) === undefined

/** What is in it has its own make and colour. */
export const mergedWithin = (before: Thing, more: Thing): Thing => merged(before, { ...more, called: [], brands: [], colours: [] })

const OTHERS = /司机|师傅|谁|有人|别人|人家|你们|失主/
const NOTHING_NAMED = { items: [], colours: [], brands: [], places: [], services: [] }

/** 手机是捡的，眼镜是丢的: one report each; undefined where all is of one kind. */
export function bothWays(words: Words): readonly { kind: Kind; words: Words }[] | undefined {
  const ways: { kind: Kind; text: string; items: readonly string[] }[] = []
  for (const clause of words.text.split(/[,，。;；\s]+/).filter((each) => each !== '')) {
    const kind = OTHERS.test(clause) ? undefined : directionIn(clause)
    const items = things()
      .items(clause)
      .map(({ term }) => term)
    const last = ways.at(-1)
    if (kind && items.length > 0 && (!last || last.kind !== kind)) ways.push({ kind, text: clause, items })
    else if (last) last.text = `${last.text}，${clause}`
  }
  const [one, other, more] = ways
  if (!one || !other || more || one.items.some((item) => other.items.includes(item))) return undefined
  return ways.map(({ kind, text }) => ({ kind, words: { raw: text, text, slots: { ...words.slots, named: NOTHING_NAMED } } }))
}
