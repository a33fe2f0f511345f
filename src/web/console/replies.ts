/** What the console says. */
import type { ChannelStatus } from '../../bot/channel.ts'
import type { Role } from '../../bot/vocabulary.ts'

export const bot = '小驿'
export const console = '控制台'
export const site = `${bot}${console}`

// Signing in

export const signIn = '登录'
export const signInLead = '这里给工作人员看小驿是不是都正常。'
export const name = '名字'
export const nameHint = '添加工作人员时用的名字'
export const password = '密码'
export const passwordHint = '至少8个字符'
export const again = '再写一遍密码'
export const show = '显示'
export const hide = '隐藏'
export const forgotten = '第一次登录，或者忘了密码？'
export const forgottenHow = '请管理电脑的同事在装小驿的那台机器上运行下面这条命令（换成您的名字），把它给出的一次性链接发给您：'
export const forgottenCommand = 'npm run staff -- link 姓名'
export const nobodyYet = '还没有人能登录。启动小驿的窗口里有一个一次性链接，打开它就能设第一个账号。链接24小时内有效，过期了重新启动小驿就会有新的。'
export const signedOut = '您已经退出。'
export const wrong = '名字或密码不对，请再试一次。'
export const wait = (ms: number): string => `试得太多次了，请等${Math.ceil(ms / 60_000)}分钟再试。`

// Setting a password

export const setup = '设第一个账号'
export const setupLead = '您是第一个打开控制台的人，会成为管理员。名字和密码以后每次登录都要用。'
export const setupName = '您的名字'
export const setupNameHint = '同事认得出来的名字，比如王芳'
export const setupButton = '设好并登录'
export const link = '设密码'
export const linkLead = (who: string): string => `${who}，您好。请给自己设一个登录控制台的密码。`
export const linkButton = '设好并登录'
export const gone = '这个链接不能用了'
export const goneWhy = '一次性链接用过一次，或者过了24小时，就不能再用。'
export const goneSetup = '已经设好账号的，请直接登录。还没有账号的，请重新启动小驿，窗口里会有新链接。'
export const goneLink = '密码已经设好的，请直接登录。还没设好的，请管理电脑的同事再给一个链接。'
export const toSignIn = '去登录'

export const faults = {
  'no-name': '请写名字。',
  'long-name': '名字太长了，最多20个字。',
  'no-password': '请写密码。',
  'short-password': '密码太短了，至少8个字符。',
  'long-password': '密码太长了，最多200个字符。',
  differ: '两次写的密码不一样，请都重写一遍。',
} as const
export const taken = (who: string): string => `已经有叫“${who}”的工作人员。是您本人就请在机器上运行 npm run staff -- link ${who}，不是就换个名字。`
export const broken = '没有收完整，请再填一次。'
export const foreign = '这个请求不是从控制台页面发出的，没有照办。请回到控制台再试。'

// Identity

export const me = '我的身份'
export const signOut = '退出'
export const roles: Record<Role, string> = {
  admin: '管理员',
  author: '发布',
  approver: '审核',
  counter: '柜台',
  legal: '法律',
  union: '工会',
  party: '党务',
  leader: '领导',
}
export const noRole = '还没有角色'
export const joined = (channels: readonly string[]): string =>
  channels.length > 0 ? `聊天里也认得您：${channels.map(channelName).join('、')}。` : '聊天里也认得您。'
export const notJoined = '聊天里还不认得您：小驿在聊天里把您当司机。'
export const joinChat = '在聊天里也用这个身份'
export const changeChat = '换一个聊天账号'
export const codeTitle = '把这个码发给小驿'
export const codeSteps = (minutes: number): readonly string[] => [
  '打开您自己的微信、Telegram 或网页聊天，找到小驿。',
  '私聊把下面的码发给它，不要发在群里。',
  `小驿回“工作人员身份已接入”就好了。码${minutes}分钟内有效，只能用一次。`,
]
export const codeOnce = '这个码只显示这一次。没来得及发，回去再要一个，旧的就作废了。'
export const back = '回到状态页'

// Status

export const allWell = '一切正常'
export const allWellWhy = '渠道连着，消息发得出去，该做的事都按时做了。'
export const look = (count: number): string => `有${count}件事要看一下`
export const updated = (time: string): string => `${time} 更新`
export const updates = '每20秒自动更新'
export const refresh = '现在更新'

export const channels = '渠道'
export const noChannels = '没有打开任何渠道。'
const CHANNELS: Readonly<Record<string, string>> = { terminal: '终端', web: '网页聊天', telegram: 'Telegram', wechat: '微信' }
export const channelName = (channel: string): string => CHANNELS[channel] ?? channel
export const states: Record<ChannelStatus['is'], string> = { up: '正常', standby: '待命', starting: '正在启动', 'sign-in': '等人扫码', down: '断开' }
export const scan = '扫这个码登录。码会换，页面会自己更新。'
export const channelTrouble = (channel: string, state: ChannelStatus['is']): string => `${channelName(channel)}：${states[state]}`

export const today = '今天的提问'
export const asked = '收到'
export const answered = '听懂的'
export const noQuestions = '今天还没有人提问。'
export const questionsWords = (none: number, doubt: number): string => {
  if (none + doubt === 0) return '每一条都听懂了。'
  const parts = [...(none > 0 ? [`${none}条没听懂`] : []), ...(doubt > 0 ? [`${doubt}条拿不准，给了选项`] : [])]
  return `${parts.join('，')}。`
}
export const pieces = '条'

export const messages = '发出的消息'
export const waiting = '等着发'
export const doubtful = '说不准'
export const failed = '没发出'
export const inDay = '24小时内'
export const inWeek = '7天内'
export const nothingWaiting = '没有压着的消息，也没有发不出去的。'
export const late = (count: number): string => `${count}条消息过了时间还没发出`
export const nextOne = (time: string): string => `下一条：${time}`
export const doubtfulTrouble = (count: number): string => `${count}条消息说不准到了没有`
export const doubtfulWhat = '这些消息可能到了，也可能没到。为了不打扰人，小驿不重发；要紧的请直接联系本人。'
export const more = (count: number): string => `还有${count}条更早的没有列出。`
export const failedTrouble = (count: number): string => `24小时内有${count}条消息没发出`
/** What it was, and why nobody knows whether it arrived. */
export const doubt = (what: string, because: string): string => `${what}：${because}`
export const hidden = '收件人是谁，只有管理员能看。'
export const nameless = '没有名字的用户'
export const someGroup = '一个群'

const REASONS: Readonly<Record<string, string>> = {
  reply: '对话中的回答',
  'reply.to-private': '请对方来私聊的回答',
  distress: '紧急求助，转给工作人员',
  'human.new': '新留言，转给工作人员',
  'human.answer': '工作人员的回复',
  'human.closed': '留言已处理的通知',
}
const KINDS: Readonly<Record<string, string>> = { study: '学习提醒', booking: '预约提醒', notice: '公告', deadline: '证件到期提醒', points: '积分通知' }
export const reason = (key: string): string => REASONS[key] ?? KINDS[key.split('.')[0] ?? ''] ?? key

const WHYS: readonly (readonly [RegExp, string])[] = [
  [/may or may not have arrived/, '发的时候网络断了，没等到回音'],
  [/process died while sending/, '发的时候小驿停了，没等到回音'],
  [/given up/, '试了几次都没等到回音'],
  [/too late/, '过了有用的时间，不再发'],
  [/firewall/, '私人内容不能发到群里，拦下了'],
  [/^unreachable$/, '对方还没和小驿私聊过，或者已经断了联系'],
  [/no friend of the bot/, '对方不是小驿的微信好友'],
  [/gateway refused/, '微信没有接受'],
  [/blocked/i, '对方把小驿拉黑了'],
  [/deactivated|deleted/i, '对方的账号注销了'],
  [/kicked|not a member|left|no rights|not enough rights/i, '小驿不在那个群里，或者被禁言'],
  [/chat not found|user not found|PEER_ID_INVALID/i, '找不到对方'],
  [/can't initiate/i, '对方还没和小驿私聊过'],
  [/too long/i, '内容太长'],
]
export const why = (words: string | null): string => (words === null ? '没有说明原因' : (WHYS.find(([pattern]) => pattern.test(words))?.[1] ?? words))
export const times = (count: number): string => `${count}条`

export const jobs = '定时的事'
const JOBS: Readonly<Record<string, string>> = { 'people.housekeeping': '清理过期资料', 'people.pictures': '清理过期照片' }
export const job = (key: string): string => JOBS[key] ?? key
export const noJobs = '没有定时的事。'
export const lastRun = (time: string): string => `上次：${time}`
export const neverRun = '还没做过'
export const nextRun = (time: string): string => `下次：${time}`
export const wasDue = (time: string): string => `该在${time}做`
export const lateRun = '晚了'
export const skipped = (count: number): string => `太晚而跳过${count}次`
export const lateTrouble = (key: string): string => `“${job(key)}”到点没做`

export const system = '系统'
export const database = '数据库'
export const engines = { sqlite: '内置数据库（SQLite）', postgres: 'PostgreSQL' } as const
export const reachable = '正常'
export const unreachable = '连不上'
export const databaseTrouble = '数据库写不了'
export const uptime = '已经运行'
export const version = '版本'

export function span(ms: number): string {
  const minutes = Math.floor(ms / 60_000)
  if (minutes < 1) return '不到1分钟'
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24]
  if (days > 0) return hours > 0 ? `${days}天${hours}小时` : `${days}天`
  return hours > 0 ? `${hours}小时${minutes % 60}分钟` : `${minutes}分钟`
}
