/** What is said back about announcements, to staff and to people. */
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from '../../../bot/message.ts'
import { headOf, type Preview, reachText, type Verb } from './rules.ts'

export { reachText }

const says = (text: string): Choice<'public'> => ({ label: say`${text}`, act: { do: 'say', text } })

const STATE_NAMES: Record<string, string> = {
  draft: '拟好了，还没发',
  submitted: '等审核',
  scheduled: '已定时',
  sending: '已发出',
  stopped: '已停止',
  expired: '过了最晚时间，没发',
}

const timeText = ({ when, waits }: Preview, soon: string): string => `${when ?? soon}${waits ? `（正在免打扰时段，${waits}才收到）` : ''}`

export function previewed(preview: Preview): Reply<'public'> {
  const { number, text, audience, reach, state } = preview
  const marks = [
    `时间：${timeText(preview, preview.needsApproval ? '审核通过马上发' : '马上发')}`,
    `最晚：${preview.last}`,
    preview.ack ? '要回“收到”' : '不用回执',
    ...(preview.emergency ? ['紧急（不分时段、不看退订）'] : []),
    ...(preview.picture ? ['带图'] : []),
    ...(preview.corrects ? [`更正 ${preview.corrects}`] : []),
  ]
  const open = state === 'draft'
  const parts = [
    say`${number} ${STATE_NAMES[state] ?? state}。发给${audience}：${reachText(reach)}。`,
    say`“${text}”`,
    say`${marks.join('；')}。`,
    ...(open ? [say`要改就说：改 ${number} 新内容；定时 ${number} 明早九点；对象 ${number} 货车司机；最晚、紧急、要回执、配图也这样说。`] : []),
  ]
  return open ? withChoices(reply(...parts), [says(`提交 ${number}`), says(`试发 ${number}`), says(`作废 ${number}`)]) : reply(...parts)
}

/** As one person would see it. */
export const asSeenBy = (who: string, seen: readonly string[], how: string): Reply =>
  reply<'public' | 'personal'>(say`${personal(who)}${personal(how)}`, ...seen.map((line) => say`${line}`))
export const seenHow = (moment: string | undefined, channel: string | undefined): string =>
  channel === undefined ? '收不到：没有能联系上的聊天。' : `在${channel}上${moment ? `${moment}看到` : '马上看到'}：`
export const mutes = '收不到：本人停收了公告。'
export const hadEnough = '收不到：本周收到的已经够多了。'
export const whoIsThat = (name: string): Reply => reply(say`没有唯一一位叫“${personal(name)}”的，请写聊天里显示的全名。`)

export const doing = say`拟一条公告`
export const askText = say`请发公告内容，发什么司机就看到什么。`
export const explainText = say`请把公告内容直接发来，3到1500个字。不拟了回“取消”。`
export const askAudience = say`发给谁？回数字或名称。`
/** The names that are offered besides the plain audiences, at most. */
const NAMED = 6
function audienceNames(known: readonly { called: string }[]): string {
  const names = known.slice(0, NAMED).map(({ called }) => `“${called}”`)
  return `全部司机、货车司机、网约车司机、所有群${names.length > 0 ? `，或${names.join('、')}${known.length > NAMED ? '等' : ''}` : ''}`
}
export const explainAudience = (known: readonly { called: string }[]): Part<'public'> => say`没找到这个对象，还没拟。请回：${audienceNames(known)}。`
export const unknownAudience = (said: string, known: readonly { called: string }[]): Reply =>
  reply(say`没找到“${headOf(said, 16)}”，没有改。可以说：${audienceNames(known)}。`)
export const notDrafted: Reply = reply(say`好的，这条不拟了，没有发。`)
/** Another announcement was begun before this one was finished. */
export const dropped = (text: string): Reply => reply(say`刚才那条“${headOf(text, 12)}”没有拟完，先不发，换成这条：`)

export const tested = (number: string): Reply => withChoices(reply(say`${number} 已试发给您自己，只有您看得到。`), [says(`提交 ${number}`)])
export const submitted = (number: string, approvers: number): Reply =>
  reply(say`${number} 已提交，等另一位审核。`, say`${approvers > 0 ? `已通知${approvers}位审核人。` : '还没有审核人接入聊天，请当面说一声。'}`)
export const sendingNow = (number: string, when: string | undefined, waits: string | undefined, reach: string): Reply =>
  reply(
    say`${number} ${when ? `已定在${when}发` : waits ? '定好了' : '开始发了'}，${waits ? `正在免打扰时段，要等到${waits}才送到，` : ''}${reach}。`,
    say`先发一小批，没问题再发其余。看进展请发：进度 ${number}；暂停请发：暂停 ${number}。`,
  )
export const rejected = (number: string): Reply => reply(say`${number} 已退回给拟稿人。`)
export const voided = (number: string): Reply => reply(say`${number} 已作废，不会再发。`)
export const paused = (number: string): Reply => reply(say`${number} 已暂停，没发的都停下了。继续请发：继续 ${number}；不发了请发：停止 ${number}。`)
export const resumed = (number: string): Reply => reply(say`${number} 接着发了。`)
export const stopped = (number: string): Reply => reply(say`${number} 已停止，没发的不会再发。看结果请发：进度 ${number}`)
export const chased = (number: string, count: number): Reply => reply(say`已再提醒没回“收到”的${count}人（${number}）。`)
export const roster = (number: string, count: number): Reply => reply(say`${number} 的名单，共${count}行，见表格。`)
export const approvalSet = (on: boolean): Reply => reply(on ? say`公告要另一位审核了。` : say`公告不用审核了，拟稿人自己就能发；紧急通知仍要另一位批准。`)

export const progress = (number: string, text: string, sendings: readonly string[], acks: number): Reply =>
  reply(say`${number}“${headOf(text)}”`, ...(sendings.length > 0 ? sendings.map((line) => say`${line}`) : [say`还没开始发。`]), say`回“收到”的${acks}人。`)
export const sendingLine = (round: number, state: 'running' | 'paused' | 'done' | 'stopped', why: string | null, counts: string): string => {
  const now = { running: '正在发', paused: why === 'trouble' ? '失败太多，已自动暂停' : '已暂停', done: '发完了', stopped: '已停止' }[state]
  return `${round === 0 ? '' : `第${round}次催：`}${now}。${counts}。`
}

/** To the approver. */
export const pleaseApprove = (preview: Preview, author: string): Part<'public'>[] => [
  say`请审核 ${preview.number}（${author}拟）：发给${preview.audience}，${reachText(preview.reach)}。`,
  say`“${preview.text}”`,
  say`${preview.emergency ? `紧急通知：不分时段、不看退订；最晚：${preview.last}。` : `时间：${timeText(preview, '通过后马上发')}；最晚：${preview.last}。`}`,
]
export const approveChoices = (number: string): Choice<'public'>[] => [says(`批准 ${number}`), says(`退回 ${number}`)]
export { channelName } from '../../../bot/replies.ts'

export const head = (text: string): string => headOf(text)
export const audienceChoices = (all: readonly { called: string; value: string }[]): Choice<'public'>[] =>
  all.map(({ called, value }) => ({ label: say`${called}`, act: { do: 'fill', field: 'audience', value } }))

/** 收到. */
export const acked = (head: string, asked?: string): Reply<'public'> =>
  reply(say`好的，已记下您收到了“${head}”。`, ...(asked ? [say`您问的已转给发通知的人，编号 ${asked}，回复会发到这里。`] : []))
export const thanks: Reply<'public'> = reply(say`好的，谢谢回复。`)
export const replying = say`给发通知的人回话`
export const askReply = say`请说，我转给发通知的人，只有工作人员看得到。`
export const explainReply = say`请把要说的直接发来，一条说清就行。不说了回“取消”。`
export const replied = (number: string): Reply => reply(say`已转给发通知的工作人员，编号 ${number}，回复会发到这里。`)
export const unknownNotice: Reply = reply(say`没有这个编号的通知，或者还没发出。想找人说，请回“转人工”。`)
export const tooMany: Reply = reply(say`您还有好几条留言在等回复，这条先没收，等回复到了再写。`)

export const textOf = ({ text, corrects }: { text: string; corrects: string | null }): string => (corrects === null ? text : `更正：${text}`)

/** The newest first, whole as far as it is short. */
export function listed(items: readonly { number: string; day: string; text: string }[]): Reply<'public'> {
  if (items.length === 0) return reply(say`最近没有公告。`)
  return withChoices(
    reply(say`最近的公告：`, ...items.map(({ day, text }) => say`${day} ${headOf(text, SHOWN)}`)),
    items
      .filter(({ text }) => Array.from(text).length > SHOWN)
      .map(({ number, text }) => ({ label: say`看全文：${headOf(text, 8)}`, act: { do: 'ask', intent: 'notice.list', filled: { number } } })),
  )
}
const SHOWN = 100
export const whole = (day: string, text: string): Reply<'public'> => reply(say`${day} ${text}`)

/** Each with what can be done. Nothing was sent. */
const REFUSALS = {
  forbidden: '发公告要“发布”或“审核”角色，您现在没有。要发请找他们，或找管理员加角色。',
  'not-approver': '批准和退回要“审核”角色，您现在没有。请找审核人，或找管理员加角色。',
  unknown: '没有这个编号的公告，请核对一下。',
  own: '自己拟的公告不能自己批准，没有发。请另一位审核人来批。',
  nobody: '一个人也收不到，没有提交。请换发送对象，比如：对象 N-1 全部司机。',
  past: '这个时间已经过了，没有改。请说一个以后的时间，比如：明早九点。',
  missed: '定的时间已经过了，没有发，已告诉拟稿人改时间再提交。要现在就发：定时 N-1 加一个以后的时间，再请另一位审核。',
  'in-quiet': '没有改：最晚时间在免打扰时段里（晚上9点半到早上8点），谁也收不到。请改晚一点：最晚 N-1 明天9点；等不了就改成：紧急 N-1。',
  'no-time': '没听清是什么时间，没有改。请这样说：定时 N-1 明早九点。',
  'after-latest': '发送时间晚于最晚时间，没有改。请先改最晚时间，或把发送时间提前。',
  'too-late': '已经过了最晚时间，没有发。请先改最晚时间：最晚 N-1 明天18点。',
  'no-audience': '没听清发给谁，没有改。可以说：全部司机、货车司机、网约车司机、所有群，或群、课程的名称。',
  'no-text': '内容要3到1500个字，没有改。',
  'no-picture': '请把图片和这句话一起发，没有改。',
  'not-draft': '已经提交或发出了，不能再改。要改请先退回；已发出的请发：更正 编号 正确的内容。',
  'not-submitted': '这条不在等审核。',
  'not-sending': '这条现在没有在发。',
  'not-paused': '这条没有暂停。',
  'not-sent': '这条还没发出去，直接改就行。',
  'nothing-to-chase': '没有要催的：都回了，或这条不要回执。',
  'chased-lately': '刚催过，没有再催。同一条四小时催一次，还没回的请打电话问。',
  'admin-only': '公告审核的开关只有管理员能动，请找管理员。',
} as const
export type Refusal = keyof typeof REFUSALS
/** With the number of the announcement, where one was named. */
export const refusalOf = (reason: Refusal, number = 'N-1'): Reply => reply(say`${REFUSALS[reason].replaceAll('N-1', number)}`)

const ORDERS: Partial<Record<Verb, string>> = {
  submit: '提交',
  test: '试发',
  preview: '预览',
  approve: '批准',
  reject: '退回',
  pause: '暂停',
  stop: '停止',
  chase: '催',
  resume: '继续',
  roster: '名单',
  time: '定时',
  audience: '对象',
  text: '改',
}
/** An order without a number, where several can be meant. */
export const whichOne = (meant: readonly { verb: Verb; number: string; text: string; rest: string }[]): Reply =>
  withChoices(
    reply(say`您说的是哪一条？`),
    meant.map(({ verb, number, text, rest }) => ({
      label: say`${number} ${headOf(text, 12)}`,
      act: { do: 'say', text: `${ORDERS[verb] ?? '预览'} ${number} ${rest}`.trim() },
    })),
  )
export const noneOpen: Reply = reply(say`现在没有等您处理的公告。想办什么请直接说。`)
