/** What a public page is given, on a world's database: pages are fetched without a server. */
import type { Desk } from '../../src/bot/capability.ts'
import type { World } from './world.ts'

export const ADDRESS = 'https://zhan.example'

/** @param now the page's clock */
export function deskOf({ app: { db, calendar } }: World, now: () => Date): Desk {
  return {
    read: db.read,
    calendar,
    now,
    secret: 'secret',
    baseUrl: ADDRESS,
    act: (work) => db.tx((tx) => work({ tx, now: now(), calendar, push: async () => undefined })),
  }
}
