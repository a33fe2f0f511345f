/** Which lots are drawn on and which get their points back. */

export const HOLD_STATES = ['held', 'confirmed', 'released', 'timed-out'] as const
export type HoldState = (typeof HOLD_STATES)[number]

export interface Lot {
  readonly id: string
  readonly left: number
  readonly until: string
}

export interface LotUse {
  readonly lotId: string
  readonly amount: number
}

/** Draws `points` from the lots, those first that lapse first; undefined when they do not hold so much. */
export function drawn(lots: readonly Lot[], points: number): LotUse[] | undefined {
  const uses: LotUse[] = []
  let wanted = points
  for (const lot of [...lots].sort((a, b) => (a.until === b.until ? (a.id < b.id ? -1 : 1) : a.until < b.until ? -1 : 1))) {
    if (wanted === 0) break
    const amount = Math.min(lot.left, wanted)
    if (amount === 0) continue
    uses.push({ lotId: lot.id, amount })
    wanted -= amount
  }
  return wanted === 0 ? uses : undefined
}

/** What of these uses goes back when only `kept` points of them were needed: those that lapse last. */
export function unneeded(uses: readonly (LotUse & { until: string })[], kept: number): LotUse[] {
  const back: LotUse[] = []
  let surplus = uses.reduce((sum, use) => sum + use.amount, 0) - kept
  for (const use of [...uses].sort((a, b) => (a.until === b.until ? (a.lotId < b.lotId ? 1 : -1) : a.until < b.until ? 1 : -1))) {
    const amount = Math.min(use.amount, surplus)
    if (amount <= 0) break
    back.push({ lotId: use.lotId, amount })
    surplus -= amount
  }
  return back
}
