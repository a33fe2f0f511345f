/** What claimants, finders and staff are told about a claim. */
import { type Choice, type Part, personal, say } from '../../../bot/message.ts'
import { masked } from '../../../intents/mask.ts'

interface Said {
  readonly parts: readonly Part[]
  readonly choices: readonly Choice[]
}

const act = (label: string, wish: string, report: string, other: string): Choice<'public'> => ({
  label: say`${label}`,
  act: { do: 'ask', intent: 'lost.mine', filled: { wish, report, other } },
})

/** To whoever can tell whether it is theirs: what the claimant named, its numbers hidden. */
export const toConfirm = (lost: string, found: string, item: string, answer: string, agrees: boolean): Said => ({
  parts: [
    say`有人认领 ${found}（${item}），说的特征是：${personal(masked(answer))}`,
    agrees ? say`和登记的对得上。东西是他的吗？` : say`登记里没有可比的，请看看实物。东西是他的吗？`,
  ],
  choices: [act('是他的', 'confirm', found, lost), act('不是他的', 'deny', found, lost)],
})

export const lockedForStaff = (lost: string, found: string): Part[] => [
  say`${lost} 认领 ${found} 三次没答对，已锁住。`,
  say`请人工核对；是他的请发：确认 ${found} ${lost}`,
]

/** To the owner, once somebody has confirmed. */
export function confirmed(lost: string, found: string, spot: string | undefined, until: string): Said {
  const where = spot ? say`东西在${spot}，请${until}前来取，报编号 ${lost}。` : say`东西在拾到的人手里，接下来帮你们约。请${until}前取走。`
  return { parts: [say`核对上了，${lost} 就是您的东西！`, where, say`拿到以后回“拿到了”。`], choices: [act('拿到了', 'got', lost, found)] }
}

export const denied = (lost: string, left: number): Part[] => [
  left > 0
    ? say`核对的人说特征没对上（${lost}），还可以再说${left}次。想再说请回“认领 ${lost}”。`
    : say`特征三次没对上，${lost} 的认领先锁住了。确实是您的，请到服务台人工核对。`,
]

export const finderToKeep = (found: string, until: string): Part[] => [say`失主核对上了，${found} 请保管好，${until}前交给失主或服务台。`]
