/** Several people in one booking: how many a message says, and how many of them one time takes. Pure. */
import { readNumber } from '../../../intents/numbers.ts'

const KIN =
  '(?:(?:媳妇|老婆|爱人|对象|老公|丈夫|老伴|女朋友|男朋友|女友|男友|儿子|闺女|女儿|孩子|小孩|娃娃|娃|老爸|老妈|爸|妈|父亲|母亲|爹|娘|哥|姐|弟|妹|朋友|同事|伙计|兄弟|老乡|工友|搭档|徒弟|师傅)(?:儿|们)?)'
const LINK = '(?:和|跟|与|同|带着?|带上|领着?|还有|加上?|、)'
/** 我和我媳妇, 我跟孩子还有我哥: whoever is named along with the speaker. */
const TOGETHER = new RegExp(`(?:我|俺|咱)${LINK}(?:我|俺|咱)?(?:们)?的?${KIN}(?:${LINK}(?:我|俺|咱)?的?${KIN})*`, 'u')
const ONE_KIN = new RegExp(KIN, 'gu')
/** 我媳妇也剪: one more than was said. */
const ALSO = new RegExp(`(?:我|俺)?${KIN}也(?:要|想|得|一起)?(?:剪|理|推|剃|约|来|去)`, 'u')
const NUMERALS = '一二两三四五六七八九十'
const WE = new RegExp(
  `(?:我们|咱们?|俺们)(\\d{1,2}|[${NUMERALS}])个?(?![点号天月小分:：.\\d起块下直${NUMERALS}])|一家(\\d|[${NUMERALS}])口|[约订占留要](\\d|[${NUMERALS}])个(?:号|位|座)`,
  'u',
)

/** How many are to come, as far as a message says. @param counted what was read as a number of people: 三个人, 我们俩 */
export function partyIn(raw: string, counted: number | undefined): number | undefined {
  if (counted !== undefined && counted >= 1) return counted
  const [, we, family, places] = WE.exec(raw) ?? []
  const said = readNumber(we ?? family ?? places ?? '') ?? 0
  if (said >= 2) return said
  const together = TOGETHER.exec(raw)?.[0]
  if (together) return 1 + (together.match(ONE_KIN)?.length ?? 0)
  return ALSO.test(raw) ? 2 : undefined
}

export interface Party {
  /** As many as are booked together. */
  readonly people: number
  /** As many as have to be booked at another time. */
  readonly rest: number
  /** More than one person may have booked at all. */
  readonly tooMany: boolean
  /** A talk that takes one place, however many come along. */
  readonly along: boolean
}

/** How a party fits the places of a service. @param seats as many as one booking can hold */
export function partyFor(service: { readonly places: number; readonly perPerson: number; readonly discreet: boolean }, wanted: number, seats: number): Party {
  if (service.discreet) return { people: 1, rest: 0, tooMany: false, along: wanted > 1 }
  const most = Math.min(service.places, seats)
  const people = Math.max(1, Math.min(wanted, most))
  return { people, rest: Math.max(0, wanted - people), tooMany: wanted > most * service.perPerson, along: false }
}
