/** A thing described without a word of what happened to it. Pure. */
import type { Understanding } from '../../../intents/understanding.ts'

/** Anything that says what happened, what is asked, or whose it is. */
const SAYS_MORE =
  /[丢捡拾落掉找失忘撂漏见寄拿领取送借租买卖修换洗停谁哪几咋怎吗呢么?？我俺你您他她]|没|不|要|想|能|可以|多少|有没|遗|交[给到了]|在[哪吗]|价|元|块钱|预约|约|办|回复|记得|带上|自己|还是|科目|孩子|儿子|闺女|[a-z]-\d/i
const LONGEST = 30
/** What tells one thing from others of its kind. */
const TELLING = /\d+\s*(?:寸|度|码|升|毫升|g|gb|t)|贴|挂|印|刻|写着|破|裂|旧|新|带|装|里面|有/i

/** 银色拉杆箱 24寸 有贴纸: a description, and no more. @param named it names a thing of the lists */
export function bareThing({ raw, text, slots }: Pick<Understanding, 'raw' | 'text' | 'slots'>, named: boolean): boolean {
  const folded = raw.normalize('NFKC').trim()
  if (!named || folded.length > LONGEST || SAYS_MORE.test(folded) || slots.named.services.length > 0 || slots.amounts.length > 0) return false
  return slots.named.colours.length > 0 || slots.named.brands.length > 0 || TELLING.test(text)
}
