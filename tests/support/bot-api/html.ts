/** parse_mode HTML: the tags the real server knows, and its words when they are wrong. */
import type { Entity } from './types.ts'

export interface Formatted {
  text: string
  entities: Entity[]
}

/** A reason in the server's words, before "can't parse entities: " is put in front. */
export class FormatError extends Error {}

const KIND: Record<string, string> = {
  a: 'text_link',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  'tg-time': 'date_time',
  span: 'spoiler',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"' }
const ESCAPE = /^&(?:#(\d+)|#x([0-9a-f]+)|(lt|gt|amp|quot));?/i

/** The byte offset the server names, for the UTF-16 offset `at`. */
export const byteOffset = (source: string, at: number): number => Buffer.byteLength(source.slice(0, at))

export function parseHtml(source: string): Formatted {
  const entities: Entity[] = []
  const open: { tag: string; argument: string; offset: number }[] = []
  let text = ''
  for (let i = 0; i < source.length; ) {
    const c = source[i]
    if (c === '&') {
      const match = ESCAPE.exec(source.slice(i, i + 12))
      text += match ? unescaped(match) : '&'
      i += match ? match[0].length : 1
    } else if (c !== '<') {
      text += c
      i += 1
    } else if (source[i + 1] === '/') i = closeTag(source, i, open, entities, text)
    else {
      const tag = openTag(source, i)
      open.push({ tag: tag.name, argument: tag.argument, offset: text.length })
      i = tag.end
    }
  }
  const last = open.at(-1)
  if (last) throw new FormatError(`Can't find end tag corresponding to start tag "${last.tag}"`)
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) }
}

const unescaped = ([, decimal, hex, name]: RegExpExecArray): string =>
  name ? (NAMED[name.toLowerCase()] ?? '') : String.fromCodePoint(Math.min(0x10ffff, decimal ? Number(decimal) : Number.parseInt(hex ?? '0', 16)))

const ATTRIBUTE = /\s*([^\s=>/"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([A-Za-z0-9.-]*)))?\s*/y

function openTag(source: string, at: number): { name: string; argument: string; end: number } {
  const where = byteOffset(source, at)
  const nameEnd = source.slice(at).search(/[\s>]/)
  if (nameEnd < 0) throw new FormatError(`Unclosed start tag at byte offset ${where}`)
  const name = source.slice(at + 1, at + nameEnd).toLowerCase()
  if (!Object.hasOwn(KIND, name)) throw new FormatError(`Unsupported start tag "${name}" at byte offset ${where}`)
  let argument = ''
  let i = at + nameEnd
  while (/\s/.test(source[i] ?? '')) i++
  while (source[i] !== '>') {
    if (i >= source.length) throw new FormatError(`Unclosed start tag "${name}" at byte offset ${where}`)
    ATTRIBUTE.lastIndex = i
    const match = ATTRIBUTE.exec(source)
    if (!match) throw new FormatError(`Empty attribute name in the tag "${name}" at byte offset ${where}`)
    const value = match[2] ?? match[3] ?? match[4] ?? ''
    argument = argumentOf(name, match[1] ?? '', value) ?? argument
    i = ATTRIBUTE.lastIndex
  }
  if (name === 'span' && argument !== 'spoiler') throw new FormatError(`Tag "span" must have class "tg-spoiler" at byte offset ${where}`)
  return { name, argument, end: i + 1 }
}

function argumentOf(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href')
    return value.replaceAll(/&(?:#(\d+)|#x([0-9a-f]+)|(lt|gt|amp|quot));?/gi, (whole) => {
      const match = ESCAPE.exec(whole)
      return match ? unescaped(match) : whole
    })
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice('language-'.length)
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice('tg-'.length)
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value
  return tag === 'blockquote' && attribute === 'expandable' ? 'expandable' : undefined
}

function closeTag(source: string, at: number, open: { tag: string; argument: string; offset: number }[], entities: Entity[], text: string): number {
  const where = byteOffset(source, at)
  const current = open.pop()
  if (!current) throw new FormatError(`Unexpected end tag at byte offset ${where}`)
  const match = /^<\/([^\s>]*)\s*>/.exec(source.slice(at))
  if (!match) throw new FormatError(`Unclosed end tag at byte offset ${where}`)
  const name = (match[1] ?? '').toLowerCase()
  if (name !== '' && name !== current.tag) throw new FormatError(`Unmatched end tag at byte offset ${where}, expected "</${current.tag}>", found "</${name}>"`)
  const entity = entityOf(current, text)
  if (entity) entities.push(entity)
  return at + match[0].length
}

function entityOf({ tag, argument, offset }: { tag: string; argument: string; offset: number }, text: string): Entity | undefined {
  const length = text.length - offset
  if (length === 0) return undefined
  const type = KIND[tag] ?? tag
  if (tag === 'tg-emoji') {
    if (!/^[1-9]\d*$/.test(argument)) throw new FormatError('Invalid custom emoji identifier specified')
    return { type, offset, length, custom_emoji_id: argument }
  }
  if (tag === 'a') return linkEntity(argument === '' ? text.slice(offset) : argument, offset, length)
  if (tag === 'blockquote' && argument !== '') return { type: 'expandable_blockquote', offset, length }
  return tag === 'code' && argument !== '' ? { type: 'pre', offset, length, language: argument } : { type, offset, length }
}

/** A link, a mention of a user by tg://user?id=, or nothing when the address is none. */
export function linkEntity(url: string, offset: number, length: number): Entity | undefined {
  const user = /^tg:\/\/user\?id=(\d+)/.exec(url)?.[1]
  if (user) return { type: 'text_mention', offset, length, user: { id: Number(user), is_bot: false, first_name: '' } }
  return /^[a-z][a-z0-9+.-]*:|^[^\s/]+\.[^\s]+/i.test(url) ? { type: 'text_link', offset, length, url } : undefined
}
