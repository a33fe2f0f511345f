/** What the bot itself says, whatever the capability. */
import { PHOTOS } from './dialogue.ts'
import { type Choice, type Part, personal, type Reply, reply, say, withChoices } from './message.ts'

export const repeatedNotice = say`（刚才网络断过，这条可能重复）`

/** Before what waited for the end of quiet hours. */
export const joinedNotice = (count: number): Part<'public'> => say`免打扰时段里攒下${count}条，一起告诉您：`

/** The same for everybody, whether or not there is something to tell. */
export const inPrivate: Reply<'public'> = { ...reply(say`这件事咱们私下说，请私聊我，我接着给您办。`), toPrivate: true }

/** When the bot is brought into a group. */
export const groupGreeting: Part<'public'>[] = [
  say`大家好，我是小驿，司机服务中心的助手。`,
  say`有事@我，比如：@小驿 理发多少钱。自己的事请私聊我，不会发到群里。`,
]

export const tooLong = reply(say`这条太长了，请用一两句话说要办的事。`)

/** A voice message nobody can transcribe. */
export const voiceMenu: Reply<'public'> = withChoices(reply(say`这条语音我听不了，请打字说，或回数字选一个：`), [
  { label: say`几点开门`, act: { do: 'ask', intent: 'answer', topic: 'centre.hours' } },
  { label: say`中心在哪`, act: { do: 'ask', intent: 'answer', topic: 'centre.address' } },
  { label: say`中心有哪些服务`, act: { do: 'ask', intent: 'answer', topic: 'centre.services' } },
  { label: say`转人工`, act: { do: 'ask', intent: 'human' } },
])

export const voiceInDialogue = reply(say`这条语音我听不了，请打字回答刚才的问题。`)

/** What was made out of a voice message, so that a wrong word is seen. */
export const heardYou = (text: string): Part<'personal'> => say`（听到：${personal(text)}）`

/** A picture without a word about it; what it belongs to takes it along. */
export const pictureMenu = (files: readonly string[]): Reply<'public'> =>
  withChoices(reply(say`照片收到了。这是哪件事？回数字就行。`), [
    { label: say`我捡到了东西`, act: { do: 'ask', intent: 'found.report', filled: { [PHOTOS]: files.join(' ') } } },
    { label: say`我丢了东西`, act: { do: 'ask', intent: 'lost.report', filled: { [PHOTOS]: files.join(' ') } } },
    { label: say`转人工`, act: { do: 'ask', intent: 'human' } },
  ])

export const pictureRefused = {
  'too-big': reply(say`这个文件太大了，请发10兆以内的照片。`),
  gone: reply(say`照片没收到，请再发一次。`),
  none: reply(say`这个文件不是照片，请发照片，或者用文字说。`),
} as const

/** A place on the map without a word about it. */
export const placeMenu: Reply<'public'> = withChoices(reply(say`位置收到了。您想找什么？回数字就行。`), [
  { label: say`中心怎么走`, act: { do: 'ask', intent: 'answer', topic: 'centre.address' } },
  { label: say`爱心商家`, act: { do: 'ask', intent: 'answer', topic: 'merchants' } },
])

/** Something without words came where an answer was awaited. */
export const wordsPlease = reply(say`收到了。请再用文字回答刚才的问题。`)

export const noWords = reply(say`没看到文字，请说说要问什么，比如：理发多少钱。`)

export const tooFast = reply(say`消息太快了，请过一分钟再发。`)

const HELP_TOPICS: Choice<'public'>[] = [
  { label: say`中心有哪些服务`, act: { do: 'ask', intent: 'answer', topic: 'centre.services' } },
  { label: say`转人工`, act: { do: 'ask', intent: 'human' } },
]

/** Sure it is none of ours: one line, and what can be done instead. */
export const notOurs: Reply<'public'> = withChoices(reply(say`这个我答不了。我能答中心的服务、时间、地址和价格。`), HELP_TOPICS)

export interface Offered {
  readonly label: string
  readonly act: Choice<'public'>['act']
}

/** Not sure: the nearest meanings. `question` names the kept question that the choice settles. */
export const didYouMean = (meanings: readonly Offered[], question: string): Reply<'public'> =>
  withChoices(reply(say`您是想问哪个？回数字就行。`), orNone(meanings, question))

/** The last answer was not what was meant. */
export const whatElse = (meanings: readonly Offered[], question: string): Reply<'public'> =>
  withChoices(reply(say`我理解错了。您是想问这些吗？回数字就行。`), orNone(meanings, question))

const orNone = (meanings: readonly Offered[], question: string): Choice<'public'>[] => [
  ...meanings.map(({ label, act }) => ({ label: say`${label}`, act })),
  { label: say`都不是`, act: { do: 'ask', intent: 'none', question } },
]

export const numbersInCase = say`要是有危险，请马上打110或120；心里难受想找人说，打12356。`

export const sayAgain = reply(say`好的，请换个说法再说一遍，或回“转人工”。`)

export const staleChoice = reply(say`这个选项已经过期了，请直接说要办什么。`)

export const noSuchChoice = (count: number): Reply<'public'> => reply(say`没有这个选项，请回1到${count}。`)

export const nothingOpen = reply(say`现在没有正在办的事。想办什么请直接说。`)

export const stopped = (doing: Part<'public'>): Reply<'public'> => reply(say`好的，${doing}不办了。`)

/** After a rest: where we were. */
export const whereWeWere = (doing: Part<'public'>): Part<'public'> => say`咱们刚才在办：${doing}。`

export const backTo = (doing: Part<'public'>): Part<'public'> => say`接着办：${doing}。`

export const formChanged = say`办理步骤更新过，咱们从头来。`

/** The way out after two bad answers; who is already writing to a person needs no other one. */
export const wayOut = (doing: string): Choice<'public'>[] => [
  ...(doing === 'human' ? [] : [{ label: say`转人工`, act: { do: 'ask', intent: 'human' } as const }]),
  { label: say`取消`, act: { do: 'say', text: '取消' } },
]

export const CONSENT_VERSION = 1

/** Three lines, asked before the first private matter. */
export const consentQuestion: Part<'public'> = say`办这件事要记下您的聊天账号和您说的内容，只用来给您办事。
不给别人看，不往群里发，到期自动删除。
您随时说“撤回同意”就停用，说“删除我的信息”就删掉。同意吗？`

export const thisMatter = say`这件事`

export const consentChoices: Choice<'public'>[] = [
  { label: say`同意`, act: { do: 'fill', field: 'consent', value: 'yes' } },
  { label: say`不同意`, act: { do: 'fill', field: 'consent', value: 'no' } },
]

export const consentExplain = say`回“同意”接着办，回“不同意”就不办。`

export const consentDeclined = reply(say`好的，这件事就不办了。公开的问题照样可以问我。`)

/** A fault of ours, with an id to read out. */
export const apology = (fault: string): Reply<'public'> => reply(say`抱歉，我这边出错了，您的事没有办成。请再发一次；还不行就报编号 ${fault} 转人工。`)

export const busy = (fault: string): string => `系统暂时存不了数据，这条没有收下。请稍后再发一次（编号 ${fault}）。`

/** Before the answer to a question that was asked in a group. */
export const askedInGroup = (text: string): Part<'personal'> => say`您在群里问的“${personal(text.length > 20 ? `${text.slice(0, 20)}…` : text)}”：`

const CHANNELS: Readonly<Record<string, string>> = { terminal: '终端', web: '网页', telegram: 'Telegram', wechat: '微信' }
/** What people call a channel. */
export const channelName = (channel: string): string => CHANNELS[channel] ?? channel
