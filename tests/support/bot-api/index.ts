/**
 * The door of the local Bot API server.
 *
 *     const api = await BotApi.start()
 *     const bot = new Bot(api.token, { client: { apiRoot: api.url } })
 *     const anna = api.world.person()
 *     anna.writes('你好')
 *     await api.until(() => api.sent.length === 1)
 *     await api.stop()
 */
export { BotApiProcess } from './client.ts'
export { type Configuration, Control, type ServerReport } from './control.ts'
export type { Answer } from './core.ts'
export type { Chance, Fault } from './faults.ts'
export { Group } from './groups.ts'
export { type LimitOptions, USUAL_LIMITS } from './limits.ts'
export { type Load, type LoadReport, type Percentiles, percentiles, runLoad, type SaturatedLoad, type SteadyLoad } from './load.ts'
export { type FileDeed, type Manner, Person, type Press } from './people.ts'
export type { Call, Counts, Sent } from './records.ts'
export { BotApi, type BotApiOptions, TOKEN } from './server.ts'
export type { Said } from './speaking.ts'
export type { Chat, Entity, Message, Update, User } from './types.ts'
export type { NewGroup, NewPerson } from './world.ts'
