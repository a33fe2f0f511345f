/** Everything that staff keep, out to one spreadsheet and in again: seen through first, then as a whole or not at all. */
import type { Reader } from '../../../db/db.ts'
import { readWordings } from '../../../intents/lexicon.ts'
import type { Mind } from '../../../intents/understand.ts'
import type { Calendar } from '../../../lib/calendar.ts'
import { type Mistake, readSheets, type SheetRow, writeSheets } from '../../../lib/sheets.ts'
import { withEdits } from '../changes/operations.ts'
import { type Desk as EditDesk, edit, type Preview, preview } from '../editing/operations.ts'
import { changeText, editsIn, entrySheets, problems, sheetOf } from '../factsheets/operations.ts'
import { GONE, listIn, listText, SHEETS, yesNoIn } from '../factsheets/rules.ts'
import { allEntries, knowledgeOf } from '../knowledge/operations.ts'
import type { Edit, Entries } from '../knowledge/rules.ts'
import { addWordings, isCatalogueMeaning, type Nearer, nearerElsewhere, reconsider, removeWording, taught } from '../learning/operations.ts'
import { asExample } from '../learning/rules.ts'
import { dropQuestion, keepQuestion, lacksIn, listQuestions, type Wanted } from '../regression/operations.ts'
import * as words from './replies.ts'

/** All facts, topics, answers, places, special days, holidays, wordings and the regression list as one .xlsx file. */
export async function exportAll(read: Reader): Promise<Buffer> {
  const shipped = readWordings().flatMap(({ meaning, wordings }) =>
    wordings.map((text) => ({ 意思: meaning.topic ?? meaning.intent, 说法: text, 来源: '随软件' })),
  )
  const own = (await taught(read)).map(({ label, text }) => ({ 意思: label, 说法: text, 来源: '工作人员' }))
  const questions = (await listQuestions(read)).map(({ text, label, contains }) => ({ 问题: text, 意思: label, 答案里要有: listText(contains) }))
  return writeSheets([...entrySheets(await allEntries(read)), sheetOf('wording', [...own, ...shipped]), sheetOf('question', questions)])
}

/** What a file would do, and what is wrong with it. */
export interface Seen {
  readonly mistakes: readonly Mistake[]
  /** A line for each change. */
  readonly changes: readonly string[]
  /** Questions of the regression list that it would spoil, and wordings that lie nearer to another meaning: both go live only when confirmed. */
  readonly breaks: Preview['breaks']
  readonly nearer: readonly Nearer[]
}

interface Task extends Seen {
  readonly edits: readonly Edit[]
  readonly teach: readonly { readonly label: string; readonly text: string }[]
  readonly forget: readonly string[]
  readonly keep: readonly Wanted[]
  readonly drop: readonly string[]
}

export interface Desk extends EditDesk {
  readonly mind: Pick<Mind, 'fold' | 'explain' | 'understand'>
}

/** What an import would change, and every bad row. Nothing is changed. */
export const checkFile = (read: Reader, file: Uint8Array, mind: Desk['mind'], now: Date, calendar: Calendar): Promise<Seen> =>
  taskOf(read, file, mind, now, calendar)

/**
 * Takes a file over as a whole; applying it twice changes nothing more.
 * @returns refused when anything is bad in it, or when something goes live only on confirmation; then nothing is changed
 */
export async function importFile(desk: Desk, file: Uint8Array, confirmed = false): Promise<Seen & { ok: boolean; number: string | undefined }> {
  const task = await taskOf(desk.tx, file, desk.mind, desk.now, desk.calendar)
  const no = { ...task, ok: false, number: undefined }
  if (task.mistakes.length > 0 || (!confirmed && task.breaks.length + task.nearer.length > 0)) return no
  const edited = await edit(desk, task.edits, { confirmed: true })
  if (!edited.ok) return { ...no, mistakes: [{ text: words.changedMeanwhile }] }
  for (const label of new Set(task.teach.map((each) => each.label))) {
    await addWordings(
      desk,
      task.teach.filter((each) => each.label === label).map(({ text }) => text),
      label,
      true,
    )
  }
  for (const id of task.forget) await removeWording(desk, id)
  for (const question of task.keep) await keepQuestion(desk, question)
  for (const id of task.drop) await dropQuestion(desk, id)
  if (task.drop.length > 0) await reconsider(desk.tx)
  return { ...task, ok: true, number: edited.value.number }
}

async function taskOf(read: Reader, file: Uint8Array, mind: Desk['mind'], now: Date, calendar: Calendar): Promise<Task> {
  const found = await readSheets(file, Object.values(SHEETS))
  const { placed, mistakes: badRows } = editsIn(found)
  const mistakes: Mistake[] = [...found.mistakes, ...badRows]
  const entries = await allEntries(read)
  const edits = placed.map((each) => each.edit)
  const seen = mistakes.length > 0 ? { changes: [], mistakes: [], breaks: [] } : await preview(read, edits, now, calendar)
  for (const { kind, key, problem, detail } of seen.mistakes) {
    const at = placed.find((each) => each.edit.kind === kind && each.edit.key === key)
    const where = kind === 'closure' ? {} : { sheet: SHEETS[kind].name, ...(at ? { row: at.row } : {}) }
    mistakes.push({ ...where, text: `${at ? '' : `${key}：`}${problems[problem](detail)}` })
  }
  const after = withEdits(entries, edits)
  const wordings = await wordingsIn(read, found.sheets.get(SHEETS.wording.name) ?? [], after, mind)
  const questions = await questionsIn(read, found.sheets.get(SHEETS.question.name) ?? [], { after, mind, now, calendar })
  const changes = [...seen.changes.map((change) => changeText(change.edit, change.before)), ...wordings.changes, ...questions.changes]
  return { edits, breaks: seen.breaks, ...wordings, ...questions, changes, mistakes: [...mistakes, ...wordings.mistakes, ...questions.mistakes] }
}

const isMeaning = (label: string, { topic }: Entries): boolean => isCatalogueMeaning(label) || topic.has(label)

/** Is the row to be taken away? Complains when that cannot be read. */
function isGone({ sheet, row, cells }: SheetRow, mistakes: Mistake[]): boolean {
  const gone = yesNoIn(cells[GONE] ?? '')
  if (gone === undefined) mistakes.push({ sheet, row, column: GONE, text: words.noYesNo(cells[GONE] ?? '') })
  return gone ?? false
}

type Wordings = Pick<Task, 'teach' | 'forget' | 'nearer' | 'changes' | 'mistakes'>

async function wordingsIn(read: Reader, rows: readonly SheetRow[], after: Entries, mind: Desk['mind']): Promise<Wordings> {
  const found = { teach: [] as Task['teach'][number][], forget: [] as string[], nearer: [] as Nearer[], changes: [] as string[], mistakes: [] as Mistake[] }
  const shipped = new Set(readWordings().flatMap(({ meaning, wordings }) => wordings.map((text) => `${meaning.topic ?? meaning.intent} ${text}`)))
  const own = new Map((await taught(read)).map((each) => [each.folded, each]))
  const checks = new Map((await listQuestions(read)).map(({ folded, label }) => [folded, label]))
  const seen = new Map<string, number>()
  for (const each of rows) {
    const { sheet, row, cells } = each
    const [label = '', text = ''] = [cells.意思, asExample(cells.说法 ?? '')]
    const gone = isGone(each, found.mistakes)
    // Thousands of rows of `content/` come back as they went out: nothing to look at.
    if (shipped.has(`${label} ${cells.说法}`)) {
      if (gone) found.mistakes.push({ sheet, row, column: GONE, text: words.shipped })
      continue
    }
    const folded = mind.fold(text)
    const complain = (column: string, sentence: string) => found.mistakes.push({ sheet, row, column, text: sentence })
    const before = seen.get(folded)
    seen.set(folded, row)
    const there = own.get(folded)
    if (folded === '') complain('说法', words.noWords)
    else if (before !== undefined) complain('说法', words.doubled(before))
    else if (gone) {
      if (there?.label !== label) continue
      found.forget.push(there.id)
      found.changes.push(words.wordingGone(label, text))
    } else if (!isMeaning(label, after)) complain('意思', words.noMeaning(label))
    else if ((checks.get(folded) ?? label) !== label) complain('意思', words.otherMeaning(checks.get(folded) ?? ''))
    else if (there?.label !== label) {
      found.teach.push({ label, text })
      found.nearer.push(...nearerElsewhere(mind, [text], label))
      found.changes.push(words.wordingAdded(label, text))
    }
  }
  return found
}

interface Circumstances {
  readonly after: Entries
  readonly mind: Desk['mind']
  readonly now: Date
  readonly calendar: Calendar
}

async function questionsIn(
  read: Reader,
  rows: readonly SheetRow[],
  { after, mind, now, calendar }: Circumstances,
): Promise<Pick<Task, 'keep' | 'drop' | 'changes' | 'mistakes'>> {
  const found = { keep: [] as Wanted[], drop: [] as string[], changes: [] as string[], mistakes: [] as Mistake[] }
  const own = new Map((await listQuestions(read)).map((each) => [each.folded, each]))
  const seen = new Map<string, number>()
  const known = knowledgeOf(after)
  for (const each of rows) {
    const { sheet, row, cells } = each
    const [text = '', label = ''] = [cells.问题, cells.意思]
    const complain = (column: string, sentence: string) => found.mistakes.push({ sheet, row, column, text: sentence })
    const folded = mind.fold(text)
    const contains = listIn(cells.答案里要有 ?? '')
    const gone = isGone(each, found.mistakes)
    const before = seen.get(folded)
    seen.set(folded, row)
    const there = own.get(folded)
    if (folded === '') complain('问题', words.noWords)
    else if (before !== undefined) complain('问题', words.doubled(before))
    else if (gone) {
      if (!there) continue
      found.drop.push(there.id)
      found.changes.push(words.questionGone(text))
    } else if (!isMeaning(label, after)) complain('意思', words.noMeaning(label))
    else if (there?.label !== label || listText(there.contains) !== listText(contains)) {
      const wanted: Wanted = { text, folded, label, contains, aspect: mind.understand(text).aspect }
      const lacks = after.topic.has(label) ? lacksIn(wanted, known, now, calendar) : []
      if (lacks?.length !== 0) complain('答案里要有', words.failsAlready(label, lacks ?? []))
      found.keep.push(wanted)
      found.changes.push(words.questionKept(text, label))
    }
  }
  return found
}
