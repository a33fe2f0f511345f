/** What happens to and in groups, supergroups and channels. */
import type { Core } from './core.ts'
import { findEntities } from './entities.ts'
import type { Person } from './people.ts'
import { GROUP_SPEAKER, type Said, say, tellPlace } from './speaking.ts'
import type { BotStatus, ChatState } from './state.ts'
import type { Chat } from './types.ts'

/** How far the numbers of supergroups lie below those of groups. */
const SUPERGROUP_SHIFT = 1_000_000_000_000

export class Group {
  readonly state: ChatState
  readonly #core: Core

  constructor(core: Core, state: ChatState) {
    this.#core = core
    this.state = state
  }

  get id(): number {
    return this.state.chat.id
  }

  get chat(): Chat {
    return this.state.chat
  }

  /** Somebody takes the bot in. */
  addsBot(by: Person, as: 'member' | 'administrator' = 'member'): number | undefined {
    const told = this.#place(by, as)
    say(this.#core, this.state, { from: by.user, content: { new_chat_members: [this.#core.state.bot] } })
    return told
  }

  /** Somebody throws the bot out: from now on 403 "bot was kicked". */
  kicksBot(by: Person): number | undefined {
    const before = this.state.bot
    const told = this.#place(by, 'kicked')
    // The bot hears the last service message of the group although it is out already.
    this.state.bot = before
    say(this.#core, this.state, { from: by.user, content: { left_chat_member: this.#core.state.bot } })
    this.state.bot = 'kicked'
    return told
  }

  promotesBot(by: Person): number | undefined {
    return this.#place(by, 'administrator')
  }

  demotesBot(by: Person): number | undefined {
    return this.#place(by, 'member')
  }

  #place(by: Person, place: BotStatus): number | undefined {
    const before = this.state.bot
    this.state.bot = place
    return tellPlace(this.#core, this.state, by.user, before, place)
  }

  joins(person: Person): Said {
    this.state.members.set(person.id, 'member')
    return say(this.#core, this.state, { from: person.user, content: { new_chat_members: [person.user] } })
  }

  leaves(person: Person): Said {
    this.state.members.delete(person.id)
    return say(this.#core, this.state, { from: person.user, content: { left_chat_member: person.user } })
  }

  /** chat_member, which a bot gets only when it asked for the kind and is an administrator. */
  changesMember(person: Person, status: string, by: Person = person): number | undefined {
    const before = this.state.members.get(person.id) ?? 'left'
    this.state.members.set(person.id, status)
    if (this.state.bot !== 'administrator') return undefined
    return this.#core.queue.add('chat_member', {
      chat: this.chat,
      from: by.user,
      date: this.#core.state.date(),
      old_chat_member: { user: person.user, status: before },
      new_chat_member: { user: person.user, status },
    })
  }

  /** Turns a group into a supergroup: both service messages are told; the old number answers 400 with migrate_to_chat_id. */
  upgrades(by: Person): { group: Group; updateIds: (number | undefined)[] } {
    const id = this.id - SUPERGROUP_SHIFT
    const next = this.#core.state.addChat({ id, type: 'supergroup', title: this.chat.title })
    next.bot = this.state.bot
    next.members = new Map(this.state.members)
    const gone = say(this.#core, this.state, { from: by.user, content: { migrate_to_chat_id: id } })
    this.state.migratedTo = id
    const come = say(this.#core, next, { from: GROUP_SPEAKER, senderChat: next.chat, content: { migrate_from_chat_id: this.id } })
    return { group: new Group(this.#core, next), updateIds: [gone.updateId, come.updateId] }
  }

  /** A post of a channel. */
  posts(text: string): Said {
    const entities = findEntities(text)
    return say(this.#core, this.state, { senderChat: this.chat, content: entities.length > 0 ? { text, entities } : { text } })
  }
}
