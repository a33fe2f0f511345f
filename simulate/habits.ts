/** What drivers do, each habit a short script: a line is written, what came back is looked at, the next follows. */
import type { OutgoingMessage } from '../src/bot/channel.ts'
import type { Inbound, Place } from '../src/bot/message.ts'
import type { Receipt } from '../src/bot/outcome.ts'
import { HOUR, MINUTE, SECOND } from '../src/lib/clock.ts'
import type { Chance } from './chance.ts'
import type { Some, Words } from './words.ts'

/** What a person hands to the network; the city adds channel and number. */
export type Draft = Omit<Inbound, 'channel' | 'update'>

/** One line, and how long after the one before (milliseconds). */
export interface Step {
  after: number
  draft: Draft
}

/** What came back to a line, where it was written. */
export interface Heard {
  receipt: Receipt
  said: readonly OutgoingMessage[]
}

export type Script = Generator<Step, void, Heard>

/** Hands out what must be told apart later, e.g. 单号0007. */
export type Mark = (kind: string) => string

export interface Surroundings {
  chance: Chance
  words: Words
  mark: Mark
}

/** When people of a kind are on their telephones: from hour, to hour, times a day at most. */
type Times = readonly [from: number, to: number, most: number]
const TIMES: readonly [Times, ...Times[]] = [
  [5, 9, 2],
  [8, 18, 3],
  [11, 14, 2],
  [17, 23, 3],
  [21, 24, 1],
]
const SURNAMES: Some = ['王', '李', '张', '赵', '刘', '陈', '马', '杨']
const GROUPS: Some = ['g:夜班', 'g:白班', 'g:老乡']

export class Driver {
  readonly name: string
  /** The account of another telephone. */
  readonly second: string
  readonly display: string
  readonly group: string
  readonly times: Times
  readonly #city: Surroundings
  /** Choices once offered in private, the newest last. */
  #choices: string[] = []

  constructor(number: number, city: Surroundings) {
    this.name = `driver-${number}`
    this.second = `driver-${number}-new`
    this.display = `${city.chance.pick(SURNAMES)}师傅${String(number).padStart(3, '0')}`
    this.group = city.chance.pick(GROUPS)
    this.times = city.chance.pick(TIMES)
    this.#city = city
  }

  /** One visit to the telephone. */
  *visits(): Script {
    const { chance } = this.#city
    const habit = chance.weigh<() => Script>([
      [30, () => this.#asks()],
      [18, () => this.#asksInGroup()],
      [8, () => this.#chats()],
      [7, () => this.#asksPrivatelyInGroup()],
      [9, () => this.#wantsPerson()],
      [5, () => this.#comesBackLater()],
      [5, () => this.#presses()],
      [4, () => this.#repeats()],
      [4, () => this.#binds()],
      [4, () => this.#mutes()],
      [3, () => this.#erases()],
      [1, () => this.#floods()],
      [1, () => this.#inDanger()],
      [1, () => this.#otherBot()],
    ])
    yield* habit()
  }

  *#asks(): Script {
    const { chance, words } = this.#city
    for (let left = chance.between(1, 3); left > 0; left -= 1) {
      const { said } = yield this.#says(this.#hurried(chance.pick(chance.happens(0.7) ? words.questions : words.others)))
      if (said.some((message) => message.choices.length > 0) && chance.happens(0.5)) yield this.#says(String(chance.between(1, 4)))
      else if (chance.happens(0.3)) yield this.#says(chance.pick(['那多少钱', '几点关门', '在哪儿', '要带啥']))
    }
  }

  *#asksInGroup(): Script {
    const { chance, words } = this.#city
    const addressed = chance.happens(0.6)
    const { said } = yield this.#tells(this.#hurried(chance.pick(words.questions)), addressed)
    if (said.some((message) => message.choices.length > 0)) yield this.#tells(String(chance.between(1, 3)), false)
  }

  *#chats(): Script {
    const { chance, words } = this.#city
    for (let left = chance.between(1, 4); left > 0; left -= 1) yield this.#tells(chance.pick(words.chatter), chance.happens(0.1))
  }

  *#asksPrivatelyInGroup(): Script {
    const { chance, words } = this.#city
    yield this.#tells(chance.pick(chance.happens(0.5) ? words.matters : ['转人工', '我的信息', '绑定账号']), true)
    if (chance.happens(0.7)) yield this.#says(chance.pick(['在吗', '你好', '理发多少钱']))
    if (chance.happens(0.5)) yield this.#says('取消')
  }

  *#wantsPerson(): Script {
    const { chance, mark } = this.#city
    const matter = `运费拖了三个月没给，${mark('单号')}`
    if (chance.happens(0.5)) yield this.#says(`找人工客服，${matter}`)
    else {
      yield this.#says('转人工')
      yield this.#says(chance.happens(0.1) ? '取消' : matter)
    }
  }

  /** Leaves in the middle of a matter. */
  *#comesBackLater(): Script {
    const { chance, mark } = this.#city
    yield this.#says('转人工')
    yield this.#says(`刚才去装货了，结账的事，${mark('单号')}`, chance.between(1, 8) * HOUR)
  }

  *#presses(): Script {
    const { chance, words } = this.#city
    yield this.#says(chance.pick(words.questions))
    const old = this.#choices.length > 0 ? this.#choices[chance.between(0, this.#choices.length - 1)] : undefined
    yield { after: this.#pause(), draft: { ...this.#draft(''), choice: old ?? 'none.1' } }
  }

  *#repeats(): Script {
    const { chance, words } = this.#city
    const text = chance.pick(words.questions)
    const place: Place = chance.happens(0.3) ? { kind: 'group', id: this.group } : { kind: 'private' }
    for (let left = chance.between(2, 5); left > 0; left -= 1) yield { after: SECOND, draft: { ...this.#draft(text), place } }
  }

  /** A code goes from one telephone to the other; now and then too late. */
  *#binds(): Script {
    const { chance } = this.#city
    const first = yield this.#says('绑定账号')
    const agreed = first.said.some((message) => message.text.includes('绑定码')) ? first : yield this.#says('同意')
    const code = agreed.said.map((message) => /绑定码：(\w{8})/.exec(message.text)?.[1]).find((found) => found !== undefined)
    if (code === undefined) return
    const after = chance.happens(0.8) ? this.#pause() : 11 * MINUTE
    yield { after, draft: { ...this.#draft(code), from: this.second } }
    yield { after: this.#pause(), draft: { ...this.#draft('我的信息'), from: this.second } }
  }

  *#mutes(): Script {
    const { chance, words } = this.#city
    yield this.#says(chance.pick(words.mutes))
  }

  *#erases(): Script {
    const { chance } = this.#city
    yield this.#says(chance.happens(0.5) ? '导出我的资料' : '我的信息')
    yield this.#says('删除我的信息')
    yield this.#says(chance.happens(0.7) ? '确认删除' : '不删')
  }

  *#floods(): Script {
    for (let count = 0; count < 35; count += 1) yield this.#says('在吗', SECOND)
  }

  *#inDanger(): Script {
    yield this.#says(this.#city.chance.pick(this.#city.words.emergencies))
  }

  *#otherBot(): Script {
    const { chance, words } = this.#city
    const place: Place = chance.happens(0.5) ? { kind: 'group', id: this.group } : { kind: 'private' }
    yield { after: SECOND, draft: { from: `bot-of-${this.name}`, automatic: true, place, addressed: true, text: chance.pick(words.questions) } }
  }

  /** Now and then only half of it is typed, so that the bot has to ask back. */
  #hurried(text: string): string {
    const { chance } = this.#city
    const half = text.slice(0, Math.ceil(text.length / 2))
    return chance.happens(0.3) ? half : text
  }

  #says(text: string, after = this.#pause()): Step {
    return { after, draft: this.#draft(text) }
  }

  #tells(text: string, addressed: boolean): Step {
    return { after: this.#pause(), draft: { ...this.#draft(text), place: { kind: 'group', id: this.group }, addressed } }
  }

  #draft(text: string): Draft {
    return { from: this.name, display: this.display, place: { kind: 'private' }, addressed: true, text }
  }

  #pause(): number {
    return this.#city.chance.between(2, 90) * SECOND
  }

  /** Remembers the buttons of what arrived in private. */
  sees(messages: readonly OutgoingMessage[]): void {
    const fresh = messages.filter((message) => message.place.kind === 'private').flatMap((message) => message.choices.map((choice) => choice.id))
    this.#choices = [...this.#choices, ...fresh].slice(-12)
  }
}

/** A member of staff: looks several times a day, and answers what waits. */
export function* works(name: string, role: string, { chance, mark }: Pick<Surroundings, 'chance' | 'mark'>): Script {
  const says = (text: string): Step => ({
    after: chance.between(20, 200) * SECOND,
    draft: { from: name, place: { kind: 'private' }, addressed: true, text, localRole: role },
  })
  const { receipt } = yield says('待办')
  const waiting = receipt.data?.messages
  const numbers = Array.isArray(waiting) ? waiting.map(String) : []
  for (const number of numbers.slice(0, chance.between(1, 6))) yield says(`回复 ${number} 您明天上午来一楼，${mark('答复')}`)
}
