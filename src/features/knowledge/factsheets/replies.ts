/** The sentences about rows of facts: what is wrong in them, and what they would change. */

/** What is wrong with an entry, by the name of the problem. */
export const problems = {
  name: (text: string) => `名字“${text}”不行：用小写英文字母、数字，中间可以有点和横线，如 haircut.price`,
  empty: () => '不能空着',
  'too-long': (most: string) => `太长，最多${most}个字`,
  braces: () => '花括号不成对；引用写成 {haircut.price}',
  reference: (name: string) => `引用了没有的 {${name}}；先在“事实”或“场所”里加上`,
  'no-topic': (name: string) => `没有主题“${name}”；先在“主题”里加上`,
  'no-place': (name: string) => `没有场所“${name}”；先在“场所”里加上`,
  'no-what': (name: string) => `主题“${name}”没有“是什么”的回答；先在“回答”里加上`,
  'no-such-aspect': (name: string) => `“问什么”里没有“${name}”`,
  'in-use': (name: string) => `还有回答或主题用着“${name}”，不能删`,
  day: (text: string) => `“${text}”不是日子；日子写成 2026-12-31`,
  hours: () => '七天的时间都要写',
  order: () => '结束要在开始之后',
  taken: (name: string) => `“${name}”已经有了（主题或办事的名字），换一个`,
} as const

export const noDay = (text: string) => `读到“${text}”；日子写成 2026-12-31`
export const noHours = (text: string) => `读到“${text}”；时间写成 08:30-12:00, 14:30-17:30，或者 24小时、不开`
export const noYesNo = (text: string) => `读到“${text}”；写 是 或 否`
export const noDayKind = (text: string) => `读到“${text}”；写 放假、上班 或 平常`
export const noNumber = (text: string) => `读到“${text}”；写数字`
export const doubled = (row: number) => `和第${row}行是同一条`

const SHOWN = 40
const short = (text: string) => {
  const line = Array.from(text.replaceAll('\n', ' '))
  return line.length > SHOWN ? `${line.slice(0, SHOWN).join('')}…` : line.join('')
}

/** 加 事实 bath.price：3元 */
export const cameOrWent = (sheet: string, key: string, does: '加' | '删', values: readonly string[]) => `${does} ${sheet} ${key}：${short(values.join('，'))}`

/** 改 事实 haircut.price：内容 9.9元 → 12元 */
export const changed = (sheet: string, key: string, columns: readonly (readonly [column: string, before: string, after: string])[]) =>
  `改 ${sheet} ${key}：${columns.map(([column, before, after]) => `${column} ${short(before) || '（空）'} → ${short(after) || '（空）'}`).join('；')}`
