/** Goes through what was not understood, group by group, for somebody who only answers with a number or a word. */
import { topicTitles } from './features/knowledge/knowledge/operations.ts'
import { attach, setAside, unanswered } from './features/knowledge/learning/operations.ts'
import type { Group } from './features/knowledge/learning/rules.ts'
import { systemClock } from './lib/clock.ts'
import { ACTOR, type Meant, makeOwnTopic, meantBy, namesOf, type Room, refusal } from './questions-room.ts'

/** Where a person sits: lines to read, and an answer to each question; undefined when the person left. */
export interface Terminal {
  say(text: string): void
  ask(question: string): Promise<string | undefined>
}

const SHOWN_WORDINGS = 6
const OFFERED = 3

/** One group after another until there are none or the person leaves. */
export async function walk(room: Room, terminal: Terminal): Promise<void> {
  const groups = await unanswered(room.db.read, systemClock.now())
  if (groups.length === 0) return terminal.say('最近30天没有没听懂的话。')
  terminal.say(`最近30天有${groups.length}组话没听懂。每组回一个数字，或直接写主题（如 理发）；q 退出。`)
  for (const [at, group] of groups.entries()) {
    const names = namesOf(room.mind, await topicTitles(room.db.read))
    terminal.say(`\n【${at + 1}/${groups.length}】${group.ids.length}次：${group.wordings.slice(0, SHOWN_WORDINGS).join(' / ')}`)
    if ((await oneGroup(room, terminal, group, names)) === 'left') return terminal.say('好的，剩下的下次再说。')
  }
  terminal.say('都看完了。')
}

async function oneGroup(room: Room, terminal: Terminal, group: Group, names: readonly Meant[]): Promise<'next' | 'left'> {
  const offered = group.suggestions.slice(0, OFFERED).map(({ label, chosen }) => ({ ...nameOf(label, names), chosen }))
  const choices = offered.map(({ means, chosen }, at) => `${at + 1} ${means}${chosen > 0 ? `（${chosen}人选了它）` : ''}`)
  for (;;) {
    const said = (await terminal.ask(`${[...choices, '0 不用管', 'n 新建主题', '回车 跳过'].join('　')}\n> `))?.trim()
    if (said === undefined || said === 'q') return 'left'
    if (said === '') return 'next'
    if (said === '0') {
      await room.db.tx((tx) => setAside({ tx, now: systemClock.now(), who: ACTOR }, group.ids))
      return 'next'
    }
    const meant = said === 'n' ? await made(room, terminal) : (offered[Number(said) - 1] ?? meantBy(said, names))
    if (meant === undefined) continue
    if (Array.isArray(meant)) terminal.say(meant.length > 0 ? `是哪个？${meant.map(({ means }) => means).join('、')}` : `没有“${said}”这个主题；新建回 n。`)
    else if (await attached(room, terminal, group, meant)) return 'next'
  }
}

const nameOf = (label: string, names: readonly Meant[]): Meant => names.find((each) => each.label === label) ?? { label, means: label }

/** Words that lie nearer to another meaning are asked about once more. */
async function attached(room: Room, terminal: Terminal, group: Group, { label, means }: Meant): Promise<boolean> {
  const give = (confirmed: boolean) => room.db.tx((tx) => attach({ tx, now: systemClock.now(), who: ACTOR, mind: room.mind }, group.ids, label, confirmed))
  let done = await give(room.yes)
  if (!done.ok && done.reason === 'nearer') {
    const sure = await terminal.ask(
      `${done.nearer.map(({ text, label: other }) => `“${text}”更像“${other}”`).join('；')}。还是加到“${means}”吗？y 加，回车 不加\n> `,
    )
    if (sure?.trim().toLowerCase() !== 'y') return false
    done = await give(true)
  }
  terminal.say(done.ok ? `✓ 加到“${means}”，了结${done.value.questions}条。` : refusal(done))
  return done.ok
}

async function made(room: Room, terminal: Terminal): Promise<Meant | undefined> {
  const title = (await terminal.ask('新主题叫什么（如 洗澡）：'))?.trim()
  const what = title && (await terminal.ask('小驿怎么回答（一两句话）：'))?.trim()
  if (!title || !what) return undefined
  terminal.say(await makeOwnTopic(room, title, what, []))
  return meantOf(title, namesOf(room.mind, await topicTitles(room.db.read)))
}

function meantOf(title: string, names: readonly Meant[]): Meant | undefined {
  return names.find(({ means }) => means === title)
}
