/** How people answer when they are asked whether they will come: hardly ever with the very words of the choice. Pure. */
import { bareWords } from '../intents/normalise.ts'

/** The choices of such a question, by how they begin. A freed place is offered: having heard of it does not take it. */
const COME = /^(?:来|能去)$/
const TAKE = /^(?:去|要这个位子)$/
const STAY = /^(?:取消|不[来去要]|去不了)/
const MOVE = /^改/

const HEARD = '收到|知道[了啦]?|晓得[了啦]?|明白[了啦]?|了解[了啦]?|记[住着得][了啦]?|谢谢[您你]?|谢[了啦]'
const YES = '好+[的嘞呀吧啊哒滴]?|行[的吧啊]?|中[的啊]?|可以[的啊]?|没问题|妥[了啦]|ok|嗯+|是的?|对的?|要[的了]?|得嘞'
const GO = '(?:我|俺|咱)?(?:会|能|要|肯定|一定|准|准时|按时|到时候?|明天|今天|下午|上午|马上|就)*(?:来|去|到|过去|过来|参加)(?:的|了|啊|呀|吧|呢|哈)?'
const COMES = new RegExp(`^(?:${YES}|${GO})+$`)
const COMES_OR_HEARD = new RegExp(`^(?:${HEARD}|${YES}|${GO})+$`)
const BEFORE = '(?:(?:那|我|俺|咱|这次|今天|明天|不好意思|抱歉|对不起|临时|有事|有点事|没空|没时间|出车|太忙|算了|可能|恐怕)[了啊]?)*'
const STAYS = new RegExp(
  `^${BEFORE}(?:不[来去约要](?:了|啦)?|[来去到]不(?:了|成|及)(?:了|啦)?|没法[来去]|没空|没时间|有事|算了|(?:就|先|给我|帮我)*(?:取消|退)(?:掉|了)?(?:吧|了)?(?:这次|这个)?(?:预约)?)(?:吧|啊|呀|哈|了)?$`,
)
const MOVES = new RegExp(
  `^(?:${BEFORE}(?:[来去到]不了|不[来去])?(?:了|啦)?)(?:能|可以|能不能|想|要|得|给我|帮我|麻烦)*(?:改|换)(?:一?下|个|一个)?(?:时间|天|期|日子|点)?(?:再?[来去约])?(?:吧|吗|呗|行吗|行不|啊|呀)?$`,
)

/** Which of a push's choices a plain answer means; undefined when the push did not ask who comes, or the words tell nothing of it. */
export function comingChoice(text: string, labels: readonly string[]): number | undefined {
  const said = bareWords(text)
  const to = (wanted: RegExp): number | undefined => {
    const at = labels.findIndex((label) => wanted.test(label))
    return at < 0 ? undefined : at
  }
  const [come, take] = [to(COME), to(TAKE)]
  if (said === '' || (come === undefined && take === undefined)) return undefined
  if (STAYS.test(said)) return to(STAY)
  if (MOVES.test(said)) return to(MOVE)
  return come !== undefined ? (COMES_OR_HEARD.test(said) ? come : undefined) : COMES.test(said) ? take : undefined
}
