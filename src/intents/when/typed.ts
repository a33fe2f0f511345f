/** Times typed in pinyin ("mingtian xiawu 2 dian"), turned into the characters that the readers know. */
import { splitPinyin } from '../pinyin.ts'

/** A character, and the piece of the message that it stands for. */
export interface Unit {
  readonly text: string
  readonly from: number
  readonly to: number
}

interface Syllable {
  readonly sound: string
  readonly from: number
  readonly to: number
  /** It begins a run of letters. */
  readonly first: boolean
}

const DAYS = '今 jin 明 ming 后 hou 昨 zuo 前 qian'.split(' ')
const NUMERALS: Readonly<Record<string, string>> = {
  yi: '一',
  er: '二',
  liang: '两',
  san: '三',
  si: '四',
  wu: '五',
  liu: '六',
  qi: '七',
  ba: '八',
  jiu: '九',
  shi: '十',
}
const WEEKDAYS: readonly (readonly [sound: string, words: string])[] = [
  ...Object.entries(NUMERALS).filter(([sound]) => !['liang', 'qi', 'ba', 'jiu', 'shi'].includes(sound)),
  ['ri', '日'],
  ['tian', '天'],
  ['mo', '末'],
]
const WEEKS: readonly (readonly [sound: string, words: string])[] = [
  ['zhou', '周'],
  ['xing qi', '星期'],
  ['li bai', '礼拜'],
]
const WHICH: readonly (readonly [sound: string, words: string])[] = [
  ['', ''],
  ['xia ', '下'],
  ['xia ge ', '下个'],
  ['shang ', '上'],
  ['shang ge ', '上个'],
  ['zhe ', '这'],
  ['zhe ge ', '这个'],
  ['ben ', '本'],
]

/** These hold a time by themselves. */
const CLEAR: ReadonlyMap<string, string> = new Map([
  ...DAYS.flatMap((word, at): [string, string][] => (at % 2 === 0 ? [[`${DAYS[at + 1]} tian`, `${word}天`]] : [])),
  ['da hou tian', '大后天'],
  ['ming er', '明儿'],
  ['jin er', '今儿'],
  ['hou er', '后儿'],
  ['jin wan', '今晚'],
  ['ming wan', '明晚'],
  ['jin zao', '今早'],
  ['ming zao', '明早'],
  ['shang wu', '上午'],
  ['xia wu', '下午'],
  ['zhong wu', '中午'],
  ['zao shang', '早上'],
  ['wan shang', '晚上'],
  ['bang wan', '傍晚'],
  ['ling chen', '凌晨'],
  ['xia ge yue', '下个月'],
  ['zhe ge yue', '这个月'],
  ['yue di', '月底'],
  ['yue chu', '月初'],
  ['ming nian', '明年'],
  ['guo qing', '国庆'],
  ['yuan dan', '元旦'],
  ['chun jie', '春节'],
  ['zhong qiu', '中秋'],
  ['duan wu', '端午'],
  ['chu xi', '除夕'],
  ['sheng dan', '圣诞'],
  ['ban xiao shi hou', '半小时后'],
  // Which of two days is given up, and which is wanted.
  ['bu xing', '不行'],
  ['mei kong', '没空'],
  ['qu bu liao', '去不了'],
  ['lai bu liao', '来不了'],
  ['gai dao', '改到'],
  ['gai cheng', '改成'],
  ...WHICH.flatMap(([which, said]) =>
    WEEKS.flatMap(([week, words]) => WEEKDAYS.map(([day, name]): [string, string] => [`${which}${week} ${day}`, `${said}${words}${name}`])),
  ),
  ...WHICH.filter(([which]) => which !== '').flatMap(([which, said]) => WEEKS.map(([week, words]): [string, string] => [`${which}${week}`, `${said}${words}`])),
])
const LONGEST = 6
/** 周 alone is the end of many a town: zhengzhou yi… */
const ENDS_TOWNS = /^(?:zhou|xing|li|shang wu|zhong|chu|yuan|qian)/
/** Only beside a clear word, a digit or one another. */
const BESIDE: Readonly<Record<string, string>> = {
  dian: '点',
  hao: '号',
  yue: '月',
  ban: '半',
  zhong: '钟',
  ke: '刻',
  fen: '分',
  nian: '年',
  zao: '早',
  wan: '晚',
  ...NUMERALS,
}
/** wo jiao zhousan… */
const IS_CALLED = /(?:jiao|mingzi) ?$/
/** What has a number and is no day: 3 hao lou. */
const NUMBERED = /^ ?(?:chuang|lou|xian|ji|gui|men|zhan|che|fang|tai|shi|dian|yuan|ku|chu|ru)/

const RUN = /[a-z]+(?:'[a-z]+)*/g

/** The units of a message in lower case; those of the readers' words in place of the syllables. */
export function typedOut(lower: string): Unit[] {
  const units = Array.from({ length: lower.length }, (_, at): Unit => ({ text: lower[at] ?? '', from: at, to: at + 1 }))
  if (!/[a-z]{3}/.test(lower)) return units
  const words = wordsOf(syllablesOf(lower), lower)
  const whole: Unit[] = []
  let at = 0
  for (const { words: said, from, to } of words) {
    whole.push(...units.slice(at, from), ...Array.from(said, (text): Unit => ({ text, from, to })))
    at = to
  }
  return [...whole, ...units.slice(at)]
}

function syllablesOf(lower: string): Syllable[] {
  return [...lower.matchAll(RUN)].flatMap(({ 0: run, index }) => {
    let from = index
    const sounds = run.includes("'") ? undefined : splitPinyin(run)
    return (sounds ?? []).map((sound, at): Syllable => {
      const syllable = { sound, from, to: from + sound.length, first: at === 0 }
      from = syllable.to
      return syllable
    })
  })
}

interface Word {
  readonly words: string
  readonly from: number
  readonly to: number
  readonly clear: boolean
}

function wordsOf(syllables: readonly Syllable[], lower: string): Word[] {
  const found: Word[] = []
  for (let at = 0; at < syllables.length; ) {
    const [word, count] = clearAt(syllables, at, lower, found.at(-1)) ?? besideAt(syllables, at) ?? [undefined, 1]
    if (word) found.push(word)
    at += count
  }
  return withTimes(found, lower)
}

function clearAt(syllables: readonly Syllable[], at: number, lower: string, before: Word | undefined): [Word, number] | undefined {
  for (let count = Math.min(LONGEST, syllables.length - at); count >= 2; count -= 1) {
    const some = syllables.slice(at, at + count)
    const [first, last] = [some[0], some.at(-1)]
    const sounds = some.map(({ sound }) => sound).join(' ')
    const words = CLEAR.get(sounds)
    if (!words || !first || !last || !isOneBreath(some, lower)) continue
    if (sounds.startsWith('zhou') && IS_CALLED.test(lower.slice(0, first.from))) continue
    if (!first.first && ENDS_TOWNS.test(sounds) && before?.to !== first.from) continue
    return [{ words, from: first.from, to: last.to, clear: true }, count]
  }
  return undefined
}

const isOneBreath = (some: readonly Syllable[], lower: string): boolean =>
  some.every(({ from }, at) => at === 0 || /^ ?$/.test(lower.slice(some[at - 1]?.to, from)))

function besideAt(syllables: readonly Syllable[], at: number): [Word, number] | undefined {
  const syllable = syllables[at]
  const words = syllable && BESIDE[syllable.sound]
  return words ? [{ words, from: syllable.from, to: syllable.to, clear: false }, 1] : undefined
}

/** Leaves out the small words that are beside nothing: yi, ba, hao. */
function withTimes(words: readonly Word[], lower: string): Word[] {
  const beside = (a: Word, b: Word): boolean => /^[ \d:]*$/.test(lower.slice(a.to, b.from))
  const groups: Word[][] = []
  for (const word of words) {
    const group = groups.at(-1)
    const last = group?.at(-1)
    if (group && last && beside(last, word)) group.push(word)
    else groups.push([word])
  }
  return groups.flatMap((group) => {
    const kept = group.filter((word, at) => word.clear || isPart(group, at, lower))
    return isTime(kept, lower) ? kept : []
  })
}

const isNumeral = (word: Word | undefined): boolean => word !== undefined && !word.clear && /[一二两三四五六七八九十]/.test(word.words)

/** A numeral counts before its unit or behind 点, a unit behind its number, 早 and 晚 behind a day. */
function isPart(group: readonly Word[], at: number, lower: string): boolean {
  const word = group[at]
  const before = group[at - 1]
  if (!word) return false
  if (/[早晚]/.test(word.words)) return before?.clear === true && word.from - before.to <= 1
  if (!isNumeral(word)) return isNumeral(before) || /\d ?$/.test(lower.slice(0, word.from)) || (/[半钟]/.test(word.words) && before?.words === '点')
  const unit = group.slice(at + 1).find((each) => !isNumeral(each))
  return (unit !== undefined && !unit.clear && /[点号月分刻]/.test(unit.words)) || group.slice(0, at).findLast((each) => !isNumeral(each))?.words === '点'
}

/** A clear word, or digits with their unit: "2dian", "12yue3hao", "san dian ban". */
function isTime(group: readonly Word[], lower: string): boolean {
  if (group.length === 0) return false
  if (group.some(({ clear }) => clear)) return true
  const said = group.map(({ words }) => words).join('')
  const [before, behind] = [lower.slice(0, group[0]?.from), lower.slice(group.at(-1)?.to)]
  if (/\d ?$/.test(before))
    return /^点/.test(said) || (/^月/.test(said) && /号$/.test(said)) || (/^号/.test(said) && !/(?:vip|di|no) ?\d+ ?$/.test(before) && !NUMBERED.test(behind))
  if (/[一二三四五六七八九十]月[一二三四五六七八九十]+号/.test(said)) return true
  const afterTime = /[天日午上晚晨早周一二三四五六末号月底] ?$/.test(before)
  return /[一二两三四五六七八九十]点半?钟?$/.test(said) && (afterTime || /点[半钟]/.test(said) || !/^ ?[a-z]/.test(behind))
}
