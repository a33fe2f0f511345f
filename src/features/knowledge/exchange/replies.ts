/** The sentences about a spreadsheet's wordings and questions. */

export const noMeaning = (text: string) => `没有“${text}”这个意思；写主题或意图的名字，如 haircut`
export const doubled = (row: number) => `和第${row}行是同一句`
export const noWords = '没有能学的字'
export const noYesNo = (text: string) => `读到“${text}”；写 是 或 否`
export const otherMeaning = (label: string) => `必答题里这句话是“${label}”的意思；要改，先改必答题`
export const shipped = '随软件来的说法在 content/wordings 里，不能在这里删'
export const failsAlready = (label: string, lacks: readonly string[]) =>
  lacks.length > 0 ? `“${label}”的回答里没有“${lacks.join('”“')}”，这道题现在就答不对` : `“${label}”现在答不出来`
export const changedMeanwhile = '刚才有人改过内容，请再来一遍'
export const wordingAdded = (label: string, text: string) => `加 说法 ${label}：${text}`
export const wordingGone = (label: string, text: string) => `删 说法 ${label}：${text}`
export const questionKept = (text: string, label: string) => `加 必答题 ${text}（${label}）`
export const questionGone = (text: string) => `删 必答题 ${text}`
