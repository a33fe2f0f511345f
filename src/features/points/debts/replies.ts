/** What staff hear about debts of points. */
import { personal, type Reply, reply, say } from '../../../bot/message.ts'

export interface Owing {
  readonly driver: string
  readonly left: number
  readonly since: string
}

export const listed = (owing: readonly Owing[]): Reply =>
  owing.length === 0
    ? reply(say`没有欠分。`)
    : reply<'public' | 'personal'>(
        say`欠分${personal(owing.length)}笔：`,
        ...owing.slice(0, 20).map(({ driver, left, since }) => say`${personal(`${driver} 欠${left}分，${since}起`)}`),
        say`从现有的分里收，发：收欠分 D-12；不要了，发：免欠分 D-12。`,
      )
export const noneOf = (driver: string): Reply => reply(say`${personal(driver)} 没有欠分。`)
export const settled = (driver: string, how: 'collected' | 'forgiven', done: number, left: number): Reply =>
  how === 'forgiven'
    ? reply(say`${personal(driver)} 的${personal(done)}分欠分免了。`)
    : reply<'public' | 'personal'>(
        done > 0 ? say`从${personal(driver)}收回${personal(done)}分欠分。` : say`${personal(driver)} 现在没有分，收不到。`,
        ...(left > 0 ? [say`还欠${personal(left)}分。`] : []),
      )
export const toDriver = (how: 'collected' | 'forgiven', points: number) =>
  how === 'forgiven' ? [say`您欠的${personal(points)}分免了。`] : [say`之前欠的分收回了${personal(points)}分。`, say`觉得不对，回“有异议”。`]
export const notAllowed = (how: 'list' | 'collected' | 'forgiven'): Reply =>
  reply(
    how === 'forgiven' ? say`免欠分要“审批”角色，您现在没有。` : say`看欠分、收欠分要“柜台”角色，您现在没有。`,
    say`要办请找有这个角色的同事，或找管理员加角色。`,
  )
