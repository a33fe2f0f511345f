/** parse_mode Markdown (the old one) and MarkdownV2. */
import { byteOffset, FormatError, type Formatted, linkEntity } from './html.ts'
import type { Entity } from './types.ts'

const OLD_KIND: Record<string, string> = { _: 'italic', '*': 'bold', '`': 'code' }

export function parseMarkdown(source: string): Formatted {
  const entities: Entity[] = []
  let text = ''
  for (let i = 0; i < source.length; ) {
    const c = source[i] ?? ''
    if (c === '\\' && '_*`['.includes(source[i + 1] ?? ' ')) {
      text += source[i + 1]
      i += 2
    } else if (!'_*`['.includes(c)) {
      text += c
      i += 1
    } else {
      const pre = source.startsWith('```', i)
      const mark = pre ? '```' : c === '[' ? ']' : c
      const end = source.indexOf(mark, i + (pre ? 3 : 1))
      if (end < 0) throw new FormatError(`Can't find end of the entity starting at byte offset ${byteOffset(source, i)}`)
      const offset = text.length
      const inner = source.slice(i + (pre ? 3 : 1), end)
      text += pre ? inner.replace(/^\n/, '') : inner
      i = end + mark.length
      const length = text.length - offset
      if (c === '[') {
        const url = source[i] === '(' ? source.slice(i + 1, source.indexOf(')', i) < 0 ? undefined : source.indexOf(')', i)) : undefined
        if (url !== undefined) i = Math.min(source.length, i + url.length + 2)
        const entity = linkEntity(url ?? '', offset, length)
        if (entity && length > 0) entities.push(entity)
      } else if (length > 0) entities.push({ type: pre ? 'pre' : (OLD_KIND[c] ?? 'bold'), offset, length })
    }
  }
  return { text, entities }
}

/** Code units below this one can be escaped by a backslash. */
const ESCAPABLE_END = 0x7f
const RESERVED = new Set('_*[]()~`>#+-=|{}.!')
/** Two-character marks stand before the one-character marks they begin with. */
const MARKS: readonly [string, string][] = [
  ['```', 'pre'],
  ['__', 'underline'],
  ['||', 'spoiler'],
  ['_', 'italic'],
  ['*', 'bold'],
  ['~', 'strikethrough'],
  ['`', 'code'],
  ['![', 'custom_emoji'],
  ['[', 'text_link'],
]
/** The names the server's messages give the kinds. */
const SPOKEN: Record<string, string> = {
  pre: 'Pre',
  underline: 'Underline',
  spoiler: 'Spoiler',
  italic: 'Italic',
  bold: 'Bold',
  strikethrough: 'Strikethrough',
  code: 'Code',
  custom_emoji: 'CustomEmoji',
  text_link: 'TextUrl',
}

interface Open {
  kind: string
  mark: string
  offset: number
  at: number
}

export function parseMarkdownV2(source: string): Formatted {
  const entities: Entity[] = []
  const open: Open[] = []
  let text = ''
  for (let i = 0; i < source.length; ) {
    const c = source[i] ?? ''
    const current = open.at(-1)
    const raw = current?.kind === 'code' || current?.kind === 'pre'
    if (c === '\\' && (source.charCodeAt(i + 1) || ESCAPABLE_END) < ESCAPABLE_END) {
      text += source[i + 1]
      i += 2
    } else if (raw ? c !== '`' : !RESERVED.has(c)) {
      text += c
      i += 1
    } else if (current && endsHere(source, i, current)) {
      open.pop()
      i = finish(source, i, current, text, entities)
    } else if (c === '>' && (i === 0 || source[i - 1] === '\n')) i += 1
    else {
      const mark = MARKS.find(([start]) => source.startsWith(start, i))
      if (!mark || raw) throw new FormatError(`Character '${c}' is reserved and must be escaped with the preceding '\\'`)
      open.push({ kind: mark[1], mark: mark[0], offset: text.length, at: i })
      i += mark[0].length
      if (mark[1] === 'pre' && source[i] === '\n') i += 1
    }
  }
  const last = open.at(-1)
  if (last) throw new FormatError(`Can't find end of ${SPOKEN[last.kind] ?? last.kind} entity at byte offset ${byteOffset(source, last.at)}`)
  return { text, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) }
}

function endsHere(source: string, i: number, { kind, mark }: Open): boolean {
  if (kind === 'text_link' || kind === 'custom_emoji') return source[i] === ']'
  if (kind === 'italic') return source[i] === '_' && source[i + 1] !== '_'
  return source.startsWith(mark, i)
}

/** Takes the end mark (and a link's address) and notes the entity; the position after it. */
function finish(source: string, at: number, { kind, mark, offset }: Open, text: string, entities: Entity[]): number {
  const length = text.length - offset
  if (kind !== 'text_link' && kind !== 'custom_emoji') {
    if (length > 0) entities.push({ type: kind, offset, length })
    return at + mark.length
  }
  let i = at + 1
  let url = text.slice(offset)
  if (source[i] === '(') {
    const end = /(?<!\\)\)/g
    end.lastIndex = i
    const close = end.exec(source)?.index
    if (close === undefined) throw new FormatError(`Can't find end of a URL at byte offset ${byteOffset(source, i + 1)}`)
    url = source.slice(i + 1, close).replaceAll(/\\(.)/g, '$1')
    i = close + 1
  } else if (kind === 'custom_emoji') throw new FormatError('The entity must contain a tg://emoji or tg://time URL')
  const emoji = /^tg:\/\/emoji\?id=(\d+)/.exec(url)?.[1]
  const entity: Entity | undefined = kind === 'custom_emoji' && emoji ? { type: kind, offset, length, custom_emoji_id: emoji } : linkEntity(url, offset, length)
  if (kind === 'custom_emoji' && !emoji) throw new FormatError('Invalid tg://emoji or tg://time URL specified')
  if (entity && length > 0) entities.push(entity)
  return i
}
