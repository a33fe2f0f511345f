/** The chat's lines as HTML: the same for the page and for what comes later through the stream. */
import type { Child } from 'hono/jsx'
import { pressedName, readKey } from '../../bot/channels/webchat-update.ts'
import type { BotLine, ChatLine } from '../../bot/store/webchat.ts'
import type { Clock } from '../../lib/clock.ts'
import * as replies from '../replies.ts'

export interface Showing {
  zone: string
  clock: Clock
}

/** Buttons of a line: still good, or used or replaced; and which one was pressed. */
export interface Buttons {
  live: boolean
  pressed?: number
}

export function Line({ line, buttons, showing }: { line: ChatLine; buttons: Buttons; showing: Showing }) {
  return line.by === 'bot' ? <BotSays line={line} buttons={buttons} showing={showing} /> : <VisitorSays line={line} showing={showing} />
}

/** A line whose words were deleted in the meantime is not shown. */
export function isShown(line: ChatLine): boolean {
  if (line.text !== '' || line.by === 'bot') return line.text !== ''
  const { is } = readKey(line.key).kind
  return is !== 'text' && is !== 'choice'
}

function BotSays({ line, buttons, showing }: { line: ChatLine & BotLine; buttons: Buttons; showing: Showing }) {
  return (
    <li class="line bot" id={`r-${line.row}`} data-at={line.at.getTime()} data-kind={line.kind}>
      <p class="words">
        <span class="unseen">{replies.said}</span>
        {withNumbers(line.text)}
      </p>
      {line.files.length > 0 && (
        <ul class="files">
          {line.files.map(({ name, type }, position) => (
            <li>
              <a href={`/chat/file/${line.row}/${position}`} download={name}>
                {type.startsWith('image/') ? <img src={`/chat/file/${line.row}/${position}`} alt={name} loading="lazy" /> : replies.file(name)}
              </a>
            </li>
          ))}
        </ul>
      )}
      {line.choices.length > 0 && (
        <form class="choices" method="post" action="/chat" data-row={line.row}>
          {line.choices.map(({ label }, position) => (
            <button
              type="submit"
              name="choice"
              value={pressedName({ row: line.row, position })}
              disabled={!buttons.live}
              class={buttons.pressed === position ? 'pressed' : ''}
            >
              {label}
            </button>
          ))}
        </form>
      )}
      <Moment at={line.at} showing={showing} />
    </li>
  )
}

/** So many characters of what was said are kept. */
const KEPT = 500

function VisitorSays({ line, showing }: { line: ChatLine & { by: 'visitor' }; showing: Showing }) {
  const { clientId, kind } = readKey(line.key)
  const label = kind.is === 'text' || kind.is === 'choice' ? '' : replies.media[kind.is]
  return (
    <li
      class="line mine"
      id={`u-${clientId}`}
      data-at={line.at.getTime()}
      data-chose={kind.is === 'choice' ? pressedName(kind) : undefined}
      data-media={label ? kind.is : undefined}
    >
      <p class="words">
        <span class="unseen">{replies.you}</span>
        <span class="text">{`${label}${line.text}${line.text.length >= KEPT ? replies.cut : ''}`}</span>
      </p>
      <Moment at={line.at} showing={showing} />
    </li>
  )
}

function Moment({ at, showing }: { at: Date; showing: Showing }) {
  return <time datetime={at.toISOString()}>{clockTime(at, showing)}</time>
}

/** The centre's time, with the day when it is another one than today. */
export function clockTime(at: Date, { zone, clock }: Showing): string {
  const day = (moment: Date) => new Intl.DateTimeFormat('zh-CN', { timeZone: zone, dateStyle: 'long' }).format(moment)
  const time = new Intl.DateTimeFormat('zh-CN', { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
  if (day(at) === day(clock.now())) return time
  return `${new Intl.DateTimeFormat('zh-CN', { timeZone: zone, month: 'long', day: 'numeric' }).format(at)} ${time}`
}

/** Telephone numbers can be pressed: who needs 120 has no time to type it. A number with a unit behind it is none. */
const NUMBER = /(?<![\d.\-A-Za-z])(110|119|120|122|12\d{3}|0\d{2,3}-?\d{7,8}|1[3-9]\d{9})(?![\d.\-A-Za-z元块分个米人天次条名号楼路])/

export function withNumbers(text: string): Child[] {
  return text.split(NUMBER).map((piece, position) => (position % 2 === 1 ? <a href={`tel:${piece.replace('-', '')}`}>{piece}</a> : piece))
}

/**
 * Which buttons are still good: those of the newest answer, and those of pushes, until one is pressed.
 * Whatever was said after an answer has replaced its choices.
 */
export function buttonsOf(lines: readonly ChatLine[]): (line: ChatLine) => Buttons {
  const pressed = new Map<string, number>()
  for (const line of lines) {
    const kind = line.by === 'visitor' ? readKey(line.key).kind : undefined
    if (kind?.is === 'choice') pressed.set(kind.row, kind.position)
  }
  const newest = lines.findLast((line) => line.by === 'visitor' || line.kind === 'reply')
  return (line) => {
    if (line.by === 'visitor') return { live: false }
    const position = pressed.get(line.row)
    if (position !== undefined) return { live: false, pressed: position }
    return { live: line.kind === 'push' || line === newest }
  }
}
