/** Is what somebody says, while their own words are asked for, a question or command instead of those words? Pure. */
import { familyOf } from '../intents/labels.ts'
import type { Understanding } from '../intents/understanding.ts'
import { asksSomething } from './gate.ts'

/** Clearly a matter of its own: from this confidence on. */
const CLEAR = 0.8
/** A plain question is short; a story is not. A bare name ("理发", "停车场") asks by itself. */
const LONGEST_QUESTION = 24
const LONGEST_NAME = 4
/** What a complaint, a loss or a story has and a plain question has not. Rather one too many: such words reach a person. */
const STORY =
  /投诉|举报|反映|意见|态度|差劲|太[差慢贵冷热脏吵乱坑]|骂|吵|打我|打人|骗|坑|[多乱少]收|白跑|拖|欠|赖|扣|罚|亏|丢|[被让]人?[偷刮蹭撞砸赶封]|坏|脏|臭|漏|受伤|疼|病|死|等了|半天|推来推去|气|错|报错|为[啥什]|凭|昨|前天|上[次回周个]|刚才|那天|[天月年次遍]了|结果|但是|可是|怎么[还又这那]|咋[还又这那]|还没|一直|总是|老是|\d{2,}块|工资|运费|合同|老板|事故|纠纷|冤|难受|想不开/
/** 不 and 没 that only ask; any other one speaks of something that is wrong. */
const ONLY_ASKING = /([\p{Script=Han}])不\1|有没有|可不可以|不要钱|不收[钱费]|不花钱|不用[钱约]|[不没]$/gu
const WRONG = /[不没]/
/** Wishes that a person had better hear than a machine that cannot fulfil them. */
const FOR_A_PERSON = /^(?:request|lost|found)\.|^points\.object$|^(?:none|yes|no|greet|thanks|bye|notice\.ack|driving\.(?:on|off))$/

/** "取消刚才的预约改成后天", "不约了": said of one's own booking, 刚才 and 不 tell no story. */
const OWN_BOOKING = /^booking\.(?:list|cancel|reschedule)$/
const LONGEST_COMMAND = 16
const OTHERS = /[他她]|人家|老板|公司|平台|货主|对方|店里?家|你们/

/** What went wrong is told in the words of what was wanted: "取消不了预约 一直报错". */
const WENT_WRONG = /(?:取消|改|约|打|登录?|点|用|查|看|进|付)不了|报错|出错|没反应|没到账|一直[不没报]/

/** Does the message clearly ask the bot something, so that it is no message for staff? When in doubt it is one. */
export function isSideQuestion({ text, aspect, readings: [top] }: Pick<Understanding, 'text' | 'readings' | 'aspect'>): boolean {
  if (!top || top.confidence < CLEAR || FOR_A_PERSON.test(top.intent)) return false
  // A staff member's command or a code is a set phrase, whatever its words are.
  if (top.intent.startsWith('staff.')) return true
  if (WENT_WRONG.test(text)) return false
  const length = Array.from(text).length
  if (OWN_BOOKING.test(top.intent) && (length <= LONGEST_COMMAND || OTHERS.test(text))) return !OTHERS.test(text)
  const plain = text.replace(ONLY_ASKING, '')
  if (length > LONGEST_QUESTION || STORY.test(text) || WRONG.test(plain)) return false
  return top.intent !== 'answer' || aspect !== undefined || asksSomething(text) || plain !== text || length <= LONGEST_NAME
}

/** Asking for a booking, a person or the law is how most people begin to tell what happened. */
const BEGINS_TELLING = /^(?:booking\.create|human|member\.file)$/
/** A thing is described in the words one would look for it by. */
const DESCRIBES = 'lost.search'
const THE_LAW = 'legal-aid'

/** The same where what happened is being told: rather one answer too many than one that is lost. */
export function leavesTelling(heard: Pick<Understanding, 'text' | 'readings' | 'aspect'>): boolean {
  const [top] = heard.readings
  if (
    !top ||
    BEGINS_TELLING.test(top.intent) ||
    (top.intent === DESCRIBES && !asksSomething(heard.text)) ||
    (top.topic === THE_LAW && heard.aspect === undefined)
  )
    return false
  return isSideQuestion(heard)
}

/** A clear question about something else, although a value could be read out of it, too: "明天几点开门" while a day is asked for. */
export function asksElsewhere(heard: Pick<Understanding, 'text' | 'readings' | 'aspect'>, intent: string): boolean {
  const [top] = heard.readings
  if (!top || familyOf(top.intent) === familyOf(intent) || (top.intent === 'answer' && heard.aspect === undefined)) return false
  return asksSomething(heard.text) && isSideQuestion(heard)
}
