/** What people ask about the bot itself, and what they want to book. */
import type { Topic } from '../../bot/vocabulary.ts'

const WHO =
  /^(?:那|请问|问一?下|我问你)?(?:你|您|小驿|对面|这)(?:到底|究竟|不会|该不会|难道)?(?:是|叫)(?:不是)?(?:个|一个)?(?:谁|哪个|哪位|什么人|啥人|什么|啥|什么东西|机器人?|智能客服|人工智能|ai|真人|活人|人|人工|自动(?:回复|的)?|程序|电脑)(?:名字?)?(?:在(?:回|说)(?:话|复)?)?(?:还是(?:个)?(?:真人|活人|人|机器人?|ai|人工|自动的?))?(?:啊|呀|吗|么|吧|呢)?$/

/** "你是谁", "你是机器人还是真人": the whole message. */
export const asksWho = (text: string): boolean => WHO.test(text.toLowerCase().replace(/[\s\p{P}\p{S}]+/gu, ''))

const BOOKABLE: readonly (readonly [RegExp, Topic])[] = [
  [/理发|剪头|剪发|推头|洗头/, 'haircut'],
  [/律师|法律|官司|咨询/, 'legal-aid'],
]

/** The service that somebody wants to book, where there is something to know about it. */
export const bookableIn = (text: string): Topic | undefined => BOOKABLE.find(([words]) => words.test(text))?.[1]
