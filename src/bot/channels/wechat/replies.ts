/** WeChat's own words: for people in a room, and for staff about the connection. */

/** Said to everybody alike, friend or not: who is a friend of the bot is nobody else's business. */
export const addMe = '还没加好友的，请先点我的头像添加，通过后直接给我发消息。'

/** What a new friend is taken to have said. */
export const firstWords = '/start'

export const status = {
  starting: '正在连接微信网关……',
  standby: '另一个进程正连着微信，本进程待命。',
  stopped: '微信已停。',
  signIn: '等人扫码登录：请用服务中心的微信扫这个码。',
  noCodeYet: '微信网关已连上，等它给登录二维码。',
  scanned: '已扫码，请在手机上点“登录”。',
  up: (name: string) => `微信已登录：${name}。`,
} as const

const at = (address: string | undefined) => (address ? `（地址${address}）` : '')

export const trouble = {
  absent: (address?: string) => `微信网关连不上，正在重试${at(address)}。请看网关程序开了没有。`,
  ended: (address?: string) => `微信网关断开了，正在重连${at(address)}。`,
  silent: (address?: string) => `微信网关不应答，正在重试${at(address)}。请看网关程序是否正常。`,
  foreign: (address?: string) => `这个地址答话的不是微信网关，正在重试${at(address)}。请核对WECHATY_PUPPET_SERVICE_ENDPOINT和TLS设置。`,
  refused: (address?: string) => `微信网关不认这个令牌，正在重试${at(address)}。请核对WECHATY_PUPPET_SERVICE_TOKEN。`,
  busy: (address?: string) => `微信网关正被别的程序占着，正在重试${at(address)}。请停掉那个程序。`,
  settings: () => '微信设置不对，没法连接。请核对WECHATY_PUPPET和它的令牌（令牌要带前缀，如insecure_），改好后重启。',
} as const

/** After words whose file the puppet does not take. */
export const fileRefused = (name: string): string => `（附件“${name}”没能发出来，需要的话请回“转人工”。）`

/** Lines that WeChat itself writes into a chat under a person's name. */
export const system = {
  nowFriends: /^(我通过了你的(?:朋友|好友)验证请求|你已添加了.+现在可以开始聊天了|以上是打招呼的内容)/u,
  noFriendAnyMore: /(开启了(?:朋友|好友)验证，你还不是他|消息已发出，但被对方拒收了)/u,
  toEverybody: /@(?:所有人|all\b)/iu,
} as const
