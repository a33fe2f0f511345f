/** 收到: who said it to which announcement. */
import type { Acts, Keeps } from '../../../bot/capability.ts'
import { DAY } from '../../../lib/clock.ts'
import { keptLine, keptTitle } from './replies.ts'
import * as store from './store.ts'

/** @returns whether this was the person's first to it */
export const addAck = ({ tx, now }: Pick<Acts, 'tx' | 'now'>, number: string, person: string): Promise<boolean> => store.addAck(tx, number, person, now)

/** When each person said it. */
export const acksOf = ({ tx }: Pick<Acts, 'tx'>, number: string): Promise<Map<string, Date>> => store.acksOf(tx, number)

/** Long enough to show who was told before a yearly date (milliseconds). */
const KEPT_FOR = 365 * DAY

export const keeps: Keeps = {
  async show(read, personId) {
    const acks = await store.ackedBy(read, personId)
    return acks.length > 0 ? [keptLine(acks.length)] : []
  },
  async copy(read, personId, calendar) {
    const lines = (await store.ackedBy(read, personId)).map(({ number, at }) => `${calendar.localDay(at)} ${number}`)
    return lines.length > 0 ? [{ title: keptTitle, lines }] : []
  },
  erase: store.forgetAcks,
  move: store.moveAcks,
  clocks: [{ keep: KEPT_FOR, sweep: store.dropAcks }],
}
