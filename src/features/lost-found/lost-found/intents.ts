/** Reporting what was lost or found, and asking whether it was handed in. */
import type { Answer, Capability, Context, PublicIntent, Turn } from '../../../bot/capability.ts'
import { type Field, type Filled, type Form, PHOTOS } from '../../../bot/dialogue.ts'
import type { Part } from '../../../bot/message.ts'
import { HOUR } from '../../../lib/clock.ts'
import {
  addsWithin,
  addTo,
  bothWays,
  foundAgain,
  matchData,
  mergedWithin,
  namesKnown,
  namesThing,
  ownReports,
  type Reported,
  readReport,
  saidBack,
  takeReport,
  whenBefore,
} from './operations.ts'
import * as replies from './replies.ts'
import { addition, claimsKind, type Kind, NONE, packed, skips, together, unpacked, type Words } from './rules.ts'

/** The words of the first message, kept while the thing itself is asked for. */
const said: Field = {
  name: 'said',
  called: [],
  ask: () => replies.explainItem,
  explain: replies.explainItem,
  read: (heard) => (heard.slots.pick === undefined ? packed(heard) : NONE),
}

/** The answer to what was lost: nothing, it is there again. */
const TURNED_UP = '+'

function formOf(kind: Kind, ctx: Context): Form {
  const lost = kind === 'lost'
  const names = (words: Words): boolean => namesThing(readReport(words, ctx.now, ctx.calendar).thing)
  const item: Field = {
    name: 'item',
    called: ['东西', '物品'],
    ask: () => (lost ? replies.askLostItem : replies.askFoundItem),
    explain: replies.explainItem,
    read: (heard, direct) =>
      lost && foundAgain(heard.raw) ? TURNED_UP : direct ? (skips(heard.text) ? undefined : packed(heard)) : names(heard) ? NONE : undefined,
  }
  const photos: Field = { ...said, name: PHOTOS, read: () => NONE }
  return { version: 1, doing: lost ? replies.reportingLost : replies.reportingFound, fields: [said, item, photos] }
}

/** What the dialogue gathered, as one message. */
function wordsOf({ said: first = '', item = NONE }: Filled, turn: Turn): Words {
  const opening = first === '' || first === NONE ? turn.understood : unpacked(first)
  return item === NONE ? opening : together(opening, unpacked(item))
}

async function inGroup(kind: Kind, ctx: Context, turn: Turn, filled: Filled): Promise<Answer<'public'>> {
  if (filled.item === TURNED_UP) return { reply: replies.turnedUp }
  const taken = await takeReport(ctx, kind, wordsOf(filled, turn), reporter(ctx, filled))
  if (!taken.ok) return { reply: taken.reason === 'nothing' ? replies.nothingNamed(kind) : replies.tooManyOpen((await ownReports(ctx, kind)).length) }
  const { report, again } = taken.value
  // What a group must not hear is said in private, where that can be reached.
  await ctx.push({
    key: `lost.taken:${report.number}:${report.edition}`,
    reason: 'lost.taken',
    to: { person: ctx.person.id },
    ...replies.pushed(saidBack(ctx, taken.value)),
  })
  return { reply: again ? replies.againInGroup(report) : replies.takenInGroup(report), data: dataOf(taken.value), ...whenRead(ctx, turn) }
}

async function inPrivate(kind: Kind, ctx: Context, turn: Turn, filled: Filled): Promise<Answer> {
  if (filled.item === TURNED_UP) return { reply: replies.turnedUp }
  const words = wordsOf(filled, turn)
  const more = (await goesOn(ctx, words)) ?? (await eachWay(ctx, words, filled))
  if (more) return more
  const taken = await takeReport(ctx, kind, words, reporter(ctx, filled))
  if (!taken.ok && taken.reason === 'nothing') return askedAgain(kind, filled)
  if (!taken.ok) return { reply: replies.tooManyOpen((await ownReports(ctx, kind)).length) }
  const { report, again, missing, told } = taken.value
  const base = { reply: saidBack(ctx, taken.value), data: dataOf(taken.value), ...whenRead(ctx, turn) }
  // Enough is known, or a match is at hand: nothing more is asked.
  if (again || told || missing.length < 3) return base
  const question = replies.askMore(report.number, kind, missing)
  return { ...base, next: { intent: 'lost.mine', filled: { said: NONE, wish: 'tell', report: report.number, other: NONE, question } } }
}

/** What is in the thing that was reported just now is no thing of its own. */
async function goesOn(ctx: Context, words: Words): Promise<Answer | undefined> {
  const [newest] = addsWithin(words.text) ? await ownReports(ctx) : []
  if (!newest || ctx.now.getTime() - newest.createdAt.getTime() > HOUR) return undefined
  const added = await addTo(ctx, newest, words, [], { merge: mergedWithin })
  return { reply: saidBack(ctx, added, true), data: dataOf(added) }
}

/** One thing lost and another found, in one message: a report each. */
async function eachWay(ctx: Context, words: Words, filled: Filled): Promise<Answer | undefined> {
  const parts: Part[] = []
  const numbers: string[] = []
  for (const way of bothWays(words) ?? []) {
    const taken = await takeReport(ctx, way.kind, way.words, reporter(ctx, filled))
    if (!taken.ok) continue
    numbers.push(taken.value.report.number)
    parts.push(...saidBack(ctx, taken.value).parts)
  }
  return numbers.length > 0 ? { reply: { parts }, data: { report: numbers[0], reports: numbers } } : undefined
}

/** The answer named no thing: what was said before stays, and it is asked for once more. */
const askedAgain = (kind: Kind, { said: first = NONE, more }: Filled): Answer =>
  more === undefined
    ? { reply: replies.notNamed, next: { intent: kind === 'lost' ? 'lost.report' : 'found.report', filled: { said: first, more: NONE } } }
    : { reply: replies.nothingNamed(kind) }

/** The time as it is read looking back. */
function whenRead(ctx: Context, turn: Turn): Pick<Answer, 'slots'> {
  const when = whenBefore(turn.understood.raw, ctx.now, ctx.calendar)
  return when ? { slots: { when } } : {}
}

const picturesIn = (filled: Filled): string[] => (filled[PHOTOS] ?? '').split(' ').filter((file) => file.length > 1)
const reporter = (ctx: Context, filled: Filled) => ({ personId: ctx.person.id, group: ctx.group, pictures: picturesIn(filled) })
const dataOf = ({ report, matches }: Reported) => ({ report: report.number, ...(matches.length > 0 ? { matches: matchData(matches) } : {}) })

const reports = (kind: Kind): PublicIntent => ({
  name: kind === 'lost' ? 'lost.report' : 'found.report',
  audience: 'public',
  changes: true,
  form: async (ctx) => formOf(kind, ctx),
  claims: (heard) => claimsKind(kind, heard, namesKnown(heard.text) || heard.slots.named.items.length > 0),
  continued: addition,
  run: (ctx, turn, filled) => inGroup(kind, ctx, turn, filled),
  privately: (ctx, turn, filled) => inPrivate(kind, ctx, turn, filled),
})

export const lostAndFound: Capability = { name: 'lost-found', intents: [reports('lost'), reports('found')] }
