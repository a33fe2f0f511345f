/** What the pages say themselves; what the bot answers is worded elsewhere. */

export const siteName = '小驿'
export const siteOf = '司机服务中心'
export const chatTitle = '小驿 · 司机服务中心'

export const greeting = '您好，我是小驿，司机服务中心的自动助手。想问什么直接说，比如：'
/** Shown on a first visit; pressing one sends it. */
export const examples = ['理发多少钱', '今天几点关门', '中心怎么走', '想找律师问问'] as const

export const log = '聊天记录'
export const you = '您说：'
export const said = '小驿说：'
export const photo = '［照片］'
export const place = '［位置］'
export const voice = '［语音］'
export const media = { photo, place, voice } as const
export const cut = '……'

export const writeHere = '请写您要问的'
export const placeholder = '写在这里'
export const send = '发送'
export const takePhoto = '拍照'
export const choosePhoto = '照片'
export const sendPlace = '位置'
export const sendVoice = '语音'
export const photoWithoutScript = '发照片（不发可以不选）：'
export const refresh = '看看有没有新回复'

export const whyPlace = '把您现在的位置发给小驿，好告诉您怎么走、附近有什么。只发这一次，不会一直看着您。'
export const sendPlaceNow = '发送位置'
export const dontSend = '不发'

export const leave = '退出'
export const leaveTitle = '退出这个浏览器上的聊天'
export const leaveWhat = '退出后，这个浏览器上看不到刚才的对话，也收不到后面的回复。借别人的手机、用公用的电脑，用完请退出。'
export const leaveKeeps = '退出只清这个浏览器。想删掉小驿记下的内容，请先在聊天里发“删除我的信息”。'
export const leaveNow = '退出并清除'
export const stay = '不退出，回去聊'
export const left = '已经退出，这个浏览器上的对话清掉了。'

export const backToChat = '回到聊天'

export const notFound = '没有这个页面。'
export const tooBig = '这个文件太大了，请发10兆以内的照片。'
export const broken = (fault: string): string => `抱歉，页面出错了，请再试一次。还不行就把编号 ${fault} 告诉工作人员。`

export const freshIdentity = '这个浏览器上的登录信息失效了，已经换成新的对话。以前的对话在这里看不到了。'
export const noCookies = '这个浏览器不让保存登录信息（Cookie），发了也看不到回复。请在浏览器设置里允许 Cookie，再打开本页。'
export const tooManyNew = '从您这个网络来的新用户太多了，请过一会儿再发，或者直接打电话、到服务台问。'
export const tooManyStreams = '打开的页面太多了，请关掉几个。'
export const foreign = '这个请求不是从本页发出的，没有收下。请回到聊天页面再发。'
export const nothingSaid = '没看到内容，请写几个字再发。'
export const choiceGone = '这个选项已经没有了，请直接说要办什么。'
export const stopping = '系统正在重启，请过几秒再发。'

/** What the page's script says; it gets the words from the page. */
export const script = {
  sending: '正在发……',
  unsent: '未发出',
  again: '再发一次',
  offline: '没有网络。您写的先留着，连上就发。',
  reconnecting: '连接断了，正在重连……',
  newLines: '↓ 有新消息',
  tooBig,
  photo,
  place,
  voice,
  tooLongSound: '这段语音太长了，请说短一点，或者打字。',
  tooLong: '一条最多2000字，多出来的没有写进去。',
  looking: '正在读取位置……',
  placeDenied: '浏览器没有允许读取位置。可以在浏览器设置里允许，或者直接写您在哪儿。',
  placeUnknown: '没读到位置。请到开阔处再试，或者直接写您在哪儿。',
  placeImpossible: '这个浏览器读不了位置，请直接写您在哪儿。',
  noCookies,
} as const

/** A file under a line of the chat. */
export const file = (name: string): string => `下载：${name}`
export const noSuchFile = '没有这个文件，可能已经过期。请在聊天里再要一次。'
