/** The world around the bot: makes people, groups and channels, and anything a person cannot do. */
import type { Core } from './core.ts'
import { Group } from './groups.ts'
import { Person } from './people.ts'
import type { Chat, Update, User } from './types.ts'

const FIRST_USER_ID = 5_000_000_001
const FIRST_GROUP_ID = -4_000_000_001
const FIRST_SUPERGROUP_ID = -1_002_000_000_001

export interface NewPerson extends Partial<User> {
  /** Whether the private chat with the bot exists already; true unless said otherwise. No /start is written for it. */
  started?: boolean
}

export interface NewGroup {
  id?: number
  title?: string
  username?: string
  /** The bot's place: 'member' unless said otherwise; administrators hear everything. */
  bot?: 'member' | 'administrator' | 'left'
  members?: readonly Person[]
}

export class World {
  readonly #core: Core
  #users = 0
  #groups = 0

  constructor(core: Core) {
    this.#core = core
  }

  /** The bot as somebody to mention. */
  get bot(): { user: User } {
    return { user: this.#core.state.bot }
  }

  /** A person (or, with `is_bot`, another bot). */
  person(options: NewPerson = {}): Person {
    const { started = true, ...given } = options
    const id = given.id ?? FIRST_USER_ID + this.#users
    this.#users += 1
    const user: User = { is_bot: false, first_name: `Person ${this.#users}`, language_code: 'zh-hans', ...given, id }
    const { state } = this.#core
    state.users.set(id, user)
    const chat: Chat = { id, type: 'private', first_name: user.first_name, last_name: user.last_name, username: user.username }
    const chatState = state.addChat(chat, user)
    chatState.started = started
    return new Person(this.#core, user, chatState)
  }

  people(count: number, options: NewPerson = {}): Person[] {
    return Array.from({ length: count }, () => this.person(options))
  }

  group(options: NewGroup = {}): Group {
    return this.#group('group', options)
  }

  supergroup(options: NewGroup = {}): Group {
    return this.#group('supergroup', options)
  }

  channel(options: NewGroup = {}): Group {
    return this.#group('channel', { bot: 'administrator', ...options })
  }

  #group(type: 'group' | 'supergroup' | 'channel', options: NewGroup): Group {
    const first = type === 'group' ? FIRST_GROUP_ID : FIRST_SUPERGROUP_ID
    const id = options.id ?? first - this.#groups
    this.#groups += 1
    const chat: Chat = { id, type, title: options.title ?? `Group ${this.#groups}`, username: options.username }
    const state = this.#core.state.addChat(chat)
    state.bot = options.bot ?? 'member'
    for (const { user } of options.members ?? []) state.members.set(user.id, 'member')
    return new Group(this.#core, state)
  }

  /** Privacy mode off: the bot hears all that is said in groups. */
  hearsAll(on: boolean): void {
    this.#core.state.bot.can_read_all_group_messages = on
  }

  /** Any update, of kinds that do not exist yet, too; its number when none (or an old one) is given. */
  raw(content: Omit<Update, 'update_id'> & { update_id?: number }): number {
    return this.#core.queue.addRaw(content)
  }

  /** All open callback queries are now too old to be answered. */
  expireQueries(): void {
    for (const query of this.#core.state.queries.values()) query.expired = true
  }
}
