/** Entities: those the server finds in a text by itself, and the checks of those a bot sends. */
import { FormatError, type Formatted, parseHtml } from './html.ts'
import { parseMarkdown, parseMarkdownV2 } from './markdown.ts'
import { isObject, structure, text as textOf } from './params.ts'
import { badRequest, type Entity, type Params, type User } from './types.ts'

/** UTF-16 units of a text and of a caption, after parsing. */
export const TEXT_LIMIT = 4_096
export const CAPTION_LIMIT = 1_024
/** Bytes of UTF-8 before parsing, beyond which a text is refused unread. */
const BYTES_LIMIT = 32_768

const FOUND: readonly [string, RegExp][] = [
  ['bot_command', /(?<![\w/<>])\/[A-Za-z0-9_]{1,64}(?:@[A-Za-z]\w{2,31})?(?![\w/])/g],
  ['url', /https?:\/\/[^\s<>"，。！？]+/g],
  ['email', /(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]*\w/g],
  ['mention', /(?<![\w@/.])@[A-Za-z]\w{2,31}(?!\w)/g],
  ['hashtag', /(?<![\p{L}\p{N}_&#])#[\p{L}\p{N}_]*\p{L}[\p{L}\p{N}_]*/gu],
]

/** No text without one of these holds an entity: most texts are done with one look. */
const HINT = /[/@#]/

/** Commands, @mentions, hashtags, addresses, and text_mentions of the people in `mentioned` by their first names. */
export function findEntities(text: string, mentioned: readonly User[] = []): Entity[] {
  const found: Entity[] = []
  const add = (entity: Entity) => {
    if (!found.some((other) => entity.offset < other.offset + other.length && other.offset < entity.offset + entity.length)) found.push(entity)
  }
  for (const user of mentioned) {
    const offset = text.indexOf(user.first_name)
    if (offset >= 0) add({ type: 'text_mention', offset, length: user.first_name.length, user })
  }
  if (HINT.test(text))
    for (const [type, pattern] of FOUND) for (const match of text.matchAll(pattern)) add({ type, offset: match.index, length: match[0].length })
  return found.sort((a, b) => a.offset - b.offset)
}

const PARSERS: Record<string, (source: string) => Formatted> = { html: parseHtml, markdown: parseMarkdown, markdownv2: parseMarkdownV2 }

/** The text of a call as it will be delivered: parsed, checked, trimmed, with all its entities. Lengths are checked later, as on the real server. */
export function formattedText(params: Params, field: 'text' | 'caption'): Formatted {
  const source = textOf(params, field)
  if (source.length > BYTES_LIMIT / 3 && Buffer.byteLength(source) > BYTES_LIMIT) throw badRequest('text is too long')
  const mode = textOf(params, 'parse_mode').toLowerCase()
  let formatted: Formatted = { text: source, entities: [] }
  if (source !== '' && mode !== '' && mode !== 'none') {
    const parse = Object.hasOwn(PARSERS, mode) ? PARSERS[mode] : undefined
    if (!parse) throw badRequest('unsupported parse_mode')
    formatted = parsed(parse, source)
  } else formatted.entities = givenEntities(params, field === 'text' ? 'entities' : 'caption_entities', source)
  return trimmed(formatted)
}

function parsed(parse: (source: string) => Formatted, source: string): Formatted {
  try {
    return parse(source)
  } catch (error) {
    if (error instanceof FormatError) throw badRequest(`can't parse entities: ${error.message}`)
    throw error
  }
}

/** Spaces at both ends go; entities move along or are cut. Entities the server finds are added where none is. */
function trimmed({ text, entities }: Formatted): Formatted {
  const kept = text.trim()
  const found = findEntities(kept)
  if (entities.length === 0) return { text: kept, entities: found }
  const ahead = text.length - text.trimStart().length
  const own = entities.flatMap((entity) => {
    const offset = Math.max(0, entity.offset - ahead)
    const length = Math.min(kept.length, entity.offset - ahead + entity.length) - offset
    return length > 0 ? [{ ...entity, offset, length }] : []
  })
  const extra = found.filter((one) => !own.some((other) => one.offset < other.offset + other.length && other.offset < one.offset + one.length))
  return { text: kept, entities: [...own, ...extra].sort((a, b) => a.offset - b.offset || b.length - a.length) }
}

const OWN_KINDS = new Set(
  'bold italic underline strikethrough spoiler code pre text_link text_mention custom_emoji blockquote expandable_blockquote date_time'.split(' '),
)
/** Kinds the server finds by itself; sent ones are passed over. */
const FOUND_KINDS = new Set('mention hashtag cashtag bot_command url email phone_number bank_card_number'.split(' '))

function givenEntities(params: Params, name: string, text: string): Entity[] {
  if (params[name] === undefined) return []
  let given: unknown
  try {
    given = structure(params, name, 'entities')
  } catch {
    return [] // the real server passes over unreadable JSON here
  }
  if (!Array.isArray(given)) return []
  return given.flatMap((value: unknown) => oneGiven(value, text))
}

function oneGiven(value: unknown, text: string): Entity[] {
  const fail = (why: string) => badRequest(`can't parse MessageEntity: ${why}`)
  if (!isObject(value)) throw fail('expected an Object')
  const { type, offset, length } = value
  if (typeof offset !== 'number') throw fail(offset === undefined ? `Can't find field "offset"` : `Field "offset" must be of type Number`)
  if (typeof length !== 'number') throw fail(length === undefined ? `Can't find field "length"` : `Field "length" must be of type Number`)
  if (typeof type !== 'string') throw fail(`Can't find field "type"`)
  if (FOUND_KINDS.has(type)) return []
  if (!OWN_KINDS.has(type)) throw fail('Unsupported type specified')
  if (type === 'text_link' && typeof value.url !== 'string') throw fail(`Can't find field "url"`)
  if (offset < 0 || offset > 1_000_000) throw badRequest(`receive an entity with incorrect offset ${offset}`)
  if (length < 0 || length > 1_000_000) throw badRequest(`receive an entity with incorrect length ${length}`)
  if (length === 0) return []
  if (offset >= text.length) throw badRequest(`entity begins after the end of the text at UTF-16 offset ${offset}`)
  if (offset + length > text.length)
    throw badRequest(`entity beginning at UTF-16 offset ${offset} ends after the end of the text at UTF-16 offset ${offset + length}`)
  if (insideSymbol(text, offset)) throw badRequest(`entity begins in a middle of a UTF-16 symbol at byte offset ${Buffer.byteLength(text.slice(0, offset))}`)
  if (insideSymbol(text, offset + length))
    throw badRequest(
      `entity beginning at UTF-16 offset ${offset} ends in a middle of a UTF-16 symbol at byte offset ${Buffer.byteLength(text.slice(0, offset + length))}`,
    )
  return [value as unknown as Entity]
}

/** Whether the position lies between the two halves of one character. */
const insideSymbol = (text: string, at: number): boolean => {
  const before = text.charCodeAt(at - 1)
  const after = text.charCodeAt(at)
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff
}
