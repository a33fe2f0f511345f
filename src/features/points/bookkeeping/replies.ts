/** What the ledger's self-audit says. */
import { type Part, say } from '../../../bot/message.ts'

export const booksDoNotBalance = ({ faults, found }: { faults: number; found: readonly string[] }): Part[] => [
  say`积分账自查发现${faults}处对不上，请尽快找技术人员看。`,
  ...found.slice(0, 3).map((line) => say`${line}`),
]

export const auditLine = ({ checked, faults }: { checked: number; faults: number }): string =>
  faults === 0 ? `积分账自查：核对了${checked}项，全部对得上。` : `积分账自查：核对了${checked}项，有${faults}处对不上：`
