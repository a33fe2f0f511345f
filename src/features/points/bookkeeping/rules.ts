/** What a self-audit compares. */

/** An account as it is kept, and as its entries say. */
export interface Recounted {
  readonly id: string
  readonly kind: string
  readonly balance: number
  readonly entries: number
  readonly sum: number
  readonly count: number
  readonly lowest: number
}

/** What is wrong with an account, in words for staff; empty when nothing is. */
export function accountFaults({ id, kind, balance, entries, sum, count, lowest }: Recounted): string[] {
  return [
    ...(balance === sum ? [] : [`账户 ${id}：余额 ${balance}，分录合计 ${sum}`]),
    ...(entries === count ? [] : [`账户 ${id}：记了 ${entries} 笔，实有 ${count} 笔`]),
    ...(kind === 'issuance' || (balance >= 0 && lowest >= 0) ? [] : [`账户 ${id}：曾低于零`]),
  ]
}

export const movementFault = ({ id, sum }: { id: string; sum: number }): string[] => (sum === 0 ? [] : [`记账 ${id}：两边差 ${sum}`])

/** Where the audit stands: first accounts, then movements, then the sum of all. */
export type Step = { readonly at: 'accounts' | 'movements'; readonly after: string } | { readonly at: 'totals' }

export function stepAt(cursor: string): Step {
  const [at = '', after = ''] = cursor.split(':')
  if (at === 'm') return { at: 'movements', after }
  return at === 't' ? { at: 'totals' } : { at: 'accounts', after }
}

export const cursorFor = (step: Step): string => (step.at === 'totals' ? 't' : `${step.at === 'movements' ? 'm' : 'a'}:${step.after}`)
