/** The words of the Telegram channel: the menu of commands, a button, and what staff read about the connection. */

/** What Telegram shows behind the menu button; the words behind a command are in `content/lexicon/aliases.yaml`. */
export const commands = [
  { command: 'menu', description: '看看能办什么' },
  { command: 'help', description: '怎么用小驿' },
]

/** The button that opens the private chat. */
export const toPrivate = '私聊小驿'

/** The channel's own name before every line. */
const line = (words: string): string => `Telegram：${words}`

export const starting = line('正在连接。')

export interface Account {
  username: string
  seesAll: boolean
}

const privacy = (seesAll: boolean): string => (seesAll ? '隐私模式关，看得到群里所有消息' : '隐私模式开，群里只看得到@它和回复它的消息')

export const polling = ({ username, seesAll }: Account): string => line(`账号 @${username}，长轮询，${privacy(seesAll)}。`)

export const webhook = ({ username, seesAll }: Account, refused: number): string =>
  line(`账号 @${username}，回调，${privacy(seesAll)}${refused > 0 ? `；挡掉密钥不对的请求 ${refused} 次` : ''}。`)

export const standby = ({ username }: Account): string => line(`账号 @${username}，由另一个进程接收，这个进程只发送。`)

export const badToken = line('口令不对，请检查 TELEGRAM_BOT_TOKEN。')

export const anotherPoller = line('另有程序在用同一个口令接收消息，请停掉它；正在重试。')

export const noNetwork = (why: string): string => line(`连不上（${why}），正在重试。`)

export const refused = (why: string): string => line(`对方拒绝（${why}），正在重试。`)

export const webhookRefused = (why: string): string => line(`回调没有设成（${why}），请检查 TELEGRAM_WEBHOOK_URL；正在重试。`)

export const cannotStore = line('数据库暂时存不了，消息先留在对方那里，正在重试。')

export const stopped = line('已停止。')

/** After words whose file Telegram does not take. */
export const fileRefused = (name: string): string => `（附件“${name}”没能发出来，需要的话请回“转人工”。）`
