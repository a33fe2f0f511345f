/** Legal discretion: who may reveal what, what is urgent, whose names are the same. Pure. */

/** Made only for somebody who holds the lawyer's role: the key that opens what is confidential. */
export class LawyersView {
  readonly lawyer: string

  private constructor(lawyer: string) {
    this.lawyer = lawyer
  }

  /** @param roles the roles that the person really holds: being the administrator does not make a lawyer */
  static of(personId: string, roles: readonly string[]): LawyersView | undefined {
    return roles.includes('legal') ? new LawyersView(personId) : undefined
  }
}

/** Words that are the client's and the lawyer's only. No template, log or list can show them; only `LawyersView` opens them. */
export class Confidential {
  readonly #words: string

  constructor(words: string) {
    this.#words = words
  }

  /** The words; the view is asked for so that every place that reveals them names why it may. */
  reveal(_view: LawyersView): string {
    return this.#words
  }

  toString(): string {
    return '[confidential]'
  }

  toJSON(): string {
    return '[confidential]'
  }
}

/** The longest matter that is kept. */
export const LONGEST = 500

/** The kinds of urgency, in the order in which they are looked for. */
export type Urgency = 'court-date' | 'limitation' | 'detention'

const URGENT: readonly (readonly [Urgency, RegExp])[] = [
  [
    'detention',
    /拘留|被?(?:抓|扣)(?:了|起来)?(?:人|进去)|(?:人|他|我哥|老公|丈夫|儿子|弟弟)(?:被|让)(?:警察|派出所|公安)?(?:抓|扣|带走)|看守所|刑拘|逮捕|取保/,
  ],
  ['court-date', /开庭|出庭|传票|庭审|(?:仲裁|法院)[^,。，]{0,6}(?:明天|后天|下周|这周|周[一二三四五])/],
  [
    'limitation',
    /时效|(?:诉讼|上诉|起诉|申诉|复议|仲裁)(?:的)?(?:期限|期)|(?:快|要|马上)(?:过|到)期[^,。，]{0,6}(?:起诉|上诉|仲裁|告)|上诉期|最后(?:一|两|几)天(?:上诉|起诉|仲裁)/,
  ],
]

/** Does the matter brook no delay? Named by its kind, so that the reason is on record. */
export const urgencyIn = (text: string): Urgency | undefined => URGENT.find(([, words]) => words.test(text))?.[0]

/** What people bring to a lawyer. */
const MATTERS =
  /运费|工资|薪|欠|拖着?不给|赖账|事故|追尾|撞|刮|剐蹭|赔|保险|合同|协议|纠纷|官司|开庭|传票|仲裁|起诉|上诉|时效|工伤|劳动|解雇|开除|辞退|离婚|抚养|遗产|继承|借[钱款条]|押金|罚款|扣(?:车|证|分|我|款|钱|了)|吊销|拘留|看守所|货主|平台|挂靠|租车|买车|退车|定金|违约|货损|丢货|被打|打人|打架|伤|诈骗|骗|公证|遗嘱|房子|拆迁|举报|告(?:他|她|它|人|状)|被告/

/**
 * The matter, where the message that books already tells it: the whole message, since what surrounds it may belong to it.
 * Undefined when it only asks for a lawyer.
 */
export const matterIn = (raw: string): string | undefined => (MATTERS.test(raw) ? raw.trim().slice(0, LONGEST) : undefined)

const NOISE = /(?:股份|有限|责任|集团|总|分|子)*公司$|(?:有限|责任|股份|集团)+$|[\s\p{P}\p{S}]+/gu
const COMMON = /^(?:个体户|老板|货主|平台|公司|对方|他|她|保险公司|物流公司|不知道|没有|不清楚)$/

/** A party's name as it is compared: without spaces, punctuation and the legal form; undefined when it names nobody. */
export function partyName(said: string): string | undefined {
  const bare = said.normalize('NFKC').toLowerCase().replace(NOISE, '').replace(NOISE, '')
  return bare.length < 2 || COMMON.test(bare) ? undefined : bare
}

const OPPONENT = /(?:对方|被告|那一?方)(?:就?是|叫|[:：])\s*(\p{L}{2,20}?)(?=[\s,，。;；!！、]|$)/u
/** The other side, where the matter names it: 对方是王大力. */
export function opponentIn(raw: string): string | undefined {
  const said = OPPONENT.exec(raw)?.[1]
  return said !== undefined && partyName(said) !== undefined ? said : undefined
}

const SEE = /^看(?:一?下)?(?:咨询)?登记\s*(?:([bB])\s*-?\s*(\d{1,8}))?$/
/** "看登记 B-12": the number; empty when it is missing, undefined when it is not meant. */
export function seeIn(raw: string): string | undefined {
  const found = SEE.exec(raw.normalize('NFKC').trim())
  if (!found) return undefined
  return found[2] === undefined ? '' : `B-${Number(found[2])}`
}

const CLIENT = /^登记(?:当事人|委托人)[:：\s]*(.*)$/
/** "登记当事人 张三": the name, as it was said. */
export const clientIn = (raw: string): string | undefined => CLIENT.exec(raw.trim())?.[1]?.trim()
