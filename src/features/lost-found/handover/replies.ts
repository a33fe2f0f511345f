/** What is said when a thing changes hands. */
import { type Choice, type Part, say } from '../../../bot/message.ts'

interface Said {
  readonly parts: readonly Part[]
  readonly choices: readonly Choice[]
}

const act = (label: string, wish: string, report: string, other: string): Choice<'public'> => ({
  label: say`${label}`,
  act: { do: 'ask', intent: 'lost.mine', filled: { wish, report, other } },
})

/** To the owner, when the finder or staff say that it was handed over. */
export const didYouGetIt = (lost: string, found: string): Said => ({
  parts: [say`登记说 ${lost} 已经还给您了，您拿到了吗？`],
  choices: [act('拿到了', 'got', lost, found), act('没拿到', 'not-got', lost, found)],
})

export const returnedToOwner = (lost: string): Part[] => [say`${lost} 已登记归还，这条办完了。东西回来就好！`]
export const returnedToFinder = (found: string, points: number): Part[] => [
  points > 0 ? say`失主拿回东西了（${found}），谢谢您！给您记上${points}积分。` : say`失主拿回东西了（${found}），谢谢您！`,
]
export const notGot = (lost: string, found: string): Part[] => [say`${found} 登记已归还，失主（${lost}）说没拿到，请联系双方核实。`]
