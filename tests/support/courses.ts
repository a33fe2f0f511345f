/** Courses and the people who talk about them. */
import type { Acts } from '../../src/bot/capability.ts'
import { createSession, type Session } from '../../src/features/study/timetable/operations.ts'
import { HOUR } from '../../src/lib/clock.ts'
import type { Somebody, World } from './world.ts'

export const act = <T>(world: World, work: (acts: Acts) => Promise<T>): Promise<T> => world.app.act(work)

/** Somebody with a driver file. */
export async function driver(world: World, name: string, display = `${name}师傅`): Promise<Somebody> {
  const person = world.person(name)
  await person.says('绑定', { display })
  await person.says('同意', { display })
  return person
}

type Planned = Pick<Parameters<typeof createSession>[1], 'kind' | 'place'>

/** A session of two hours for everybody, worth three hours and ten points. */
export async function planned(world: World, title: string, at: string, places: number, { kind, place }: Planned): Promise<Session> {
  const startsAt = new Date(at)
  const plan = { kind, title, place, places, tenths: 30, points: 10, audience: 'all' } as const
  const made = await act(world, (acts) => createSession(acts, { ...plan, startsAt, endsAt: new Date(startsAt.getTime() + 2 * HOUR) }))
  if (!made.ok) throw new Error(made.reason)
  return made.value
}

/** What was pushed to somebody for this reason, in order. */
export const pushesTo = (world: World, name: string, reason: string) =>
  world.channel.sent.filter((message) => message.kind === 'push' && message.to === name && message.reason === reason)
