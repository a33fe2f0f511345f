/** Small talk, what the bot can do, and what it cannot do yet. */
import { type Choice, type Part, type Reply, reply, say, withChoices } from '../../bot/message.ts'
import type { Topic } from '../../bot/vocabulary.ts'

const topic = (label: string, name: Topic): Choice<'public'> => ({ label: say`${label}`, act: { do: 'ask', intent: 'answer', topic: name } })

const HOURS = topic('几点开门', 'centre.hours')
const HAIRCUT = topic('9.9元理发', 'haircut')
const LAWYER = topic('免费法律咨询', 'legal-aid')
export const person: Choice<'public'> = { label: say`转人工`, act: { do: 'ask', intent: 'human' } }

export const help: Reply<'public'> = withChoices(
  reply(
    say`我是小驿，中心的事直接问我，比如：理发多少钱、几点开门、怎么走。`,
    say`想预约直接说，比如：明天下午三点约律师。在现场排队回“取号”。`,
    say`还能办：报课、查积分、签到、找修车、丢了东西登记、记年检日子（如“年检3月5号，提醒我”）。`,
    say`想找人说，回“转人工”，我转给工作人员。`,
    say`想看我记了您什么，回“我的信息”；想删就回“删除我的信息”。`,
    say`不想收提醒，回“退订”。下面这些也可以直接回数字：`,
  ),
  [topic('中心有哪些服务', 'centre.services'), HOURS, topic('5元管饱餐', 'meal'), HAIRCUT, LAWYER, person],
)

export const helpInGroup: Reply<'public'> = withChoices(reply(say`我是小驿，中心的服务、时间、价格，@我直接问。自己的事请私聊我。`), [
  topic('中心有哪些服务', 'centre.services'),
  HOURS,
])

/** Never pretends to be a person. */
export const whoIAm = reply(say`我是小驿，司机服务中心的自动助手，是程序，不是真人。`, say`想找真人，回“转人工”，我转给工作人员。`)

export const greeting = reply(say`您好，我是小驿。想问什么直接说，比如：今天几点关门。`)
export const welcome = reply(say`不客气，有事随时叫我。`)
export const farewell = reply(say`再见，一路平安。`)
export const driveSafely = reply(say`好的，安心开车，停好再说。`)
export const parked = reply(say`辛苦了，歇会儿。有事直接说。`)

/** What an intent that is not there yet is called, and what already helps in its place. */
export interface Coming {
  what: string
  topics?: readonly Choice<'public'>[]
}

const UNION = topic('工会服务', 'union')
const MEMBERS = topic('流动党员', 'mobile-members')

export const requests: Coming = { what: '聊天里提诉求、查进度', topics: [LAWYER, UNION] }
export const members: Coming = { what: '聊天里办流动党员的事', topics: [MEMBERS] }

/** Honest: not there yet, and who helps meanwhile. */
export const coming = ({ what, topics = [] }: Coming): Reply<'public'> =>
  withChoices(reply(say`${what}还没开通，正在准备。`, say`着急办的请转人工，工作人员给您办。`), [...topics, person])

const forStaff = (what: string, meanwhile: string): Part<'public'>[] => [say`${what}还没开通，正在准备。`, say`${meanwhile}`]

export const takeoverLater = reply(...forStaff('接手对话', '眼下请发“待办”看留言，再发“回复 编号 您的话”。'))

export const counterOnly = reply(say`这件事要“柜台”角色，您现在没有。`, say`要办请找柜台的同事，或找管理员加角色。`)
