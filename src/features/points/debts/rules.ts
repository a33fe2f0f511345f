/** What staff say about debts of points. Pure. */

export type DebtWish = { readonly is: 'list' } | { readonly is: 'collected' | 'forgiven'; readonly driver: string }

const LIST = /^(?:看|查)?(?:积分)?欠分(?:的)?(?:名单|清单|列表|待办|有谁|有哪些|司机)?$/
const SETTLE =
  /^(收回?|扣|免掉?|免了|免除|销掉?)\s*(?:欠分|欠的分)\s*d\s*-?\s*(\d{1,8})$|^d\s*-?\s*(\d{1,8})\s*(?:的)?欠分\s*(收回?|扣掉?|免掉?|免了|免除|销掉?)$/i

/** "欠分", "收欠分 D-12", "D-12 欠分免了". */
export function debtWishIn(raw: string): DebtWish | undefined {
  const words = raw
    .normalize('NFKC')
    .trim()
    .replace(/[。.!！]+$/, '')
  if (LIST.test(words)) return { is: 'list' }
  const [, first, one, other, last] = SETTLE.exec(words) ?? []
  const how = first ?? last
  return how === undefined ? undefined : { is: /^(?:收|扣)/.test(how) ? 'collected' : 'forgiven', driver: `D-${Number(one ?? other)}` }
}
