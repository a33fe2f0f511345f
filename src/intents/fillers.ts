/** Laughter, sighs, nods and praise: they speak of the answer just given, and ask nothing. */
import type { Reading } from './understanding.ts'

const SOUND = '[哈嘿呵嘻嗯恩哦噢喔唉哎诶欸嗨啊呀哇额呃昂咦哼嘞啦呗哟喲嚯唔]'
const WORD = [
  '好(?:的|嘞|吧|滴|哒|咧)?|行(?:吧|嘞|了)?|中(?:了|嘞)?|妥(?:了|嘞)?|得嘞|收到|(?:我)?(?:知道|晓得|明白|懂|了解|清楚)了?|可以(?:的|了)?|没事(?:了)?|不错|挺好(?:的)?|太好了|真好|真棒',
  '(?:真|太|好|可以|你)?(?:厉害|牛逼?|棒|赞|强|行)(?:了)?|原来(?:如此|这样|是这样)|(?:是)?这样(?:子)?|是(?:吗|嘛|的|吧)|真的(?:吗|假的)?|笑死(?:我了)?|无语|服了|绝了|晕|好家伙|我(?:去|天|的天)|天(?:哪|呐|啊)',
  '(?:谢谢|多谢|感谢|谢)(?:你|您|了|小驿|师傅)*|辛苦(?:你|您)?了?|ok(?:ay)?|6+|haha(?:ha)*|lol|\\[[^\\[\\]]{1,4}\\]',
].join('|')
const FILLER = new RegExp(`^(?:${SOUND}|${WORD}|[\\s\\p{P}\\p{S}])+$`, 'iu')
/** More is a sentence. */
const LONGEST = 16

/** Is the whole message such a word? It does not lean on what was talked about before. */
export const isFiller = (text: string): boolean => text.length <= LONGEST && FILLER.test(text)

const SMALL_TALK = new Set(['none', 'yes', 'thanks', 'greet', 'bye', 'notice.ack'])
const CLEAR = 0.4

/** The readings of such a word: small talk, whatever else it resembles; unclear it is nothing. */
export function asSmallTalk(readings: readonly Reading[]): Reading[] {
  if (readings.length === 0) return []
  const kept = readings.filter(({ intent }) => SMALL_TALK.has(intent))
  const [best] = kept
  return best && best.confidence >= CLEAR ? kept : [{ intent: 'none', confidence: 0.9 }]
}
