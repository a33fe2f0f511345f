/** How learning and answering grow with the knowledge base: from a hundred wordings to a hundred thousand, beside fuse.js. */
import Fuse from 'fuse.js'
import { labelOf } from '../src/intents/labels.ts'
import type { Wordings } from '../src/intents/lexicon.ts'
import { openUnderstanding } from '../src/intents/understand.ts'
import { seeded } from '../src/lib/random.ts'
import { cpuMs } from './cpu.ts'
import { quantile } from './evaluation.ts'
import type { Row } from './row.ts'

const SIZES = [100, 1_000, 10_000, 100_000]
/** From here on a search of fuse.js takes a second. */
const BEARABLE = 10_000
const PER_TOPIC = 40
const QUESTIONS = 300
const FUSE_QUESTIONS = 20
const SEED = 1_126

/** Each row: so many wordings of made-up places and their matters, on top of those that ship. */
export function benchGrowth(): Row[] {
  return SIZES.map((size) => {
    const { topics, questions } = knowledgeOf(size)
    const begun = cpuMs()
    const mind = openUnderstanding({ more: topics })
    const learning = cpuMs() - begun
    const times: number[] = []
    let right = 0
    for (const { text, label } of questions) {
      const start = cpuMs()
      const [top] = mind.understand(text).readings
      times.push(cpuMs() - start)
      if (top && labelOf(top) === label) right += 1
    }
    return {
      what: `${size.toLocaleString('en')} more wordings, ${topics.length.toLocaleString('en')} more topics`,
      sentences: questions.length,
      'right %': Number(((100 * right) / questions.length).toFixed(1)),
      'learning s': Number((learning / 1000).toFixed(1)),
      'each ms': Number(quantile(times, 0.5).toFixed(2)),
      'p99 ms': Number(quantile(times, 0.99).toFixed(2)),
      ...(size <= BEARABLE ? { 'fuse.js each ms': Number(fuseTime(topics, questions).toFixed(1)) } : {}),
    }
  })
}

function fuseTime(topics: readonly Wordings[], questions: readonly { text: string }[]): number {
  const fuse = new Fuse(
    topics.flatMap(({ wordings }) => wordings),
    { ignoreLocation: true, includeScore: true, threshold: 0.6 },
  )
  const begun = cpuMs()
  for (const { text } of questions.slice(0, FUSE_QUESTIONS)) fuse.search(text, { limit: 1 })
  return (cpuMs() - begun) / FUSE_QUESTIONS
}

const DISTRICTS =
  '朝阳 建设 解放 人民 中山 和平 胜利 光明 新华 文昌 龙源 太行 沁水 丹河 焦作 孟州 温县 博爱 修武 武陟 马村 山阳 中站 怀府 黄河 南水 北环 东方 迎宾 焦东'.split(
    ' ',
  )
const KINDS =
  '加气站 停车场 检测站 修理厂 充电站 服务区 物流园 货运站 招待所 卫生院 便利店 洗车行 轮胎店 维修点 结算点 报名点 体检站 信息部 仓储区 配货站'.split(' ')
const MATTERS = '营业时间 夜间值班 预付押金 大车泊位 月卡办理 发票开具 会员积分 排队取号 故障报修 淋浴间'.split(' ')
const ASKING =
  '{}怎么弄|{}是咋回事|想问问{}|{}有没有|{}要多少钱|{}谁管|俺想打听{}|{}现在还有吗|问一下{}的情况|{}咋办理|那个{}在哪弄|{}需要啥手续|师傅说{}能办|{}收费不|办{}找谁|{}周末行不行|{}最晚几点|{}能代办吗|请帮我查{}|{}有啥要求'.split(
    '|',
  )
const FILLING = ['', '呀', '呢', '啊', '哈', '嘞', '，急', '，谢谢']

function knowledgeOf(size: number): { topics: Wordings[]; questions: { text: string; label: string }[] } {
  const random = seeded(SEED)
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item
  const count = Math.max(2, Math.round(size / PER_TOPIC))
  const each = Math.round(size / count)
  const names = new Set<string>()
  while (names.size < count) names.add(`${pick(DISTRICTS)}${pick(['路', '街', '镇', '桥', '口'])}${pick(KINDS)}${pick(MATTERS)}`)
  const said = (name: string): string => `${pick(ASKING).replace('{}', random() < 0.3 ? name.slice(2) : name)}${pick(FILLING)}`
  const topics = [...names].map(
    (name, at): Wordings => ({
      meaning: { intent: 'answer', topic: `more-${at}` },
      wordings: [...new Set(Array.from({ length: 2 * each }, () => said(name)))].slice(0, each),
    }),
  )
  const all = [...names]
  const questions = Array.from({ length: QUESTIONS }, () => {
    const at = Math.floor(random() * all.length)
    return { text: `${pick(ASKING).replace('{}', all[at] ?? '')}${pick(FILLING)}`, label: `more-${at}` }
  })
  return { topics, questions }
}
