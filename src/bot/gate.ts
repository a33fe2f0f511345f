/** When to speak in a group, before anything is looked up. */
import type { Inbound } from './message.ts'

const NAME_FIRST = /^\s*@?(?:驿站)?小[驿驛](?:同学|助手)?(?![站馆館传傳])/u
const COMMAND = /^\s*\/[a-z]/i

/** Is the bot meant: in private always; in a group by @, a reply to it, its name at the start, or a command. */
export function isAddressed(message: Inbound): boolean {
  return message.place.kind === 'private' || message.addressed || NAME_FIRST.test(message.text) || COMMAND.test(message.text)
}

const ASKING = /[?？]|吗|么$|不$|没$|多少|几|哪|啥|什么|怎么|咋|有没有|要不要|用不用|收不收|能不能|可不可以|是不是/

/** Looks like a question to everybody: only such are answered unasked, where a group allows it. */
export const asksSomething = (text: string): boolean => ASKING.test(text)
