/** How a web message is named. The name tells what kind it was: presses, pictures, places and sounds leave no words of their own to show later. */

/** A choice, named by the line it was offered with and its place there. */
export interface Pressed {
  row: string
  position: number
}

/** What is said without words. */
export type Medium = 'photo' | 'place' | 'voice'
const MEDIA: readonly string[] = ['photo', 'place', 'voice'] satisfies Medium[]

export type Kind = { is: 'text' } | { is: Medium } | ({ is: 'choice' } & Pressed)

/** What a page may name its messages: made by the page, so that the same message sent again carries the same name. */
export const CLIENT_ID = /^[\w-]{8,64}$/

/** The update's id: `<visitor>:<client id>`, then what kind it was. The same message sent again has the same id. */
export function updateId(visitor: string, clientId: string, kind: Kind): string {
  const mark = kind.is === 'text' ? '' : kind.is === 'choice' ? `/${pressedName(kind)}` : `/${kind.is}`
  return `${visitor}:${clientId}${mark}`
}

/** What a page sends back for a pressed choice: `<row>.<n>`, counted from 1. */
export const pressedName = ({ row, position }: Pressed): string => `${row}.${position + 1}`

export function pressedOf(name: string): Pressed | undefined {
  const [, row, number] = /^([\w-]{1,64})\.([1-9]\d?)$/.exec(name) ?? []
  return row && number ? { row, position: Number(number) - 1 } : undefined
}

/** Reads a stored key (`web:<visitor>:<client id>…`) again. */
export function readKey(key: string): { clientId: string; kind: Kind } {
  const [name = '', mark] = key.slice(key.lastIndexOf(':') + 1).split('/')
  const pressed = mark === undefined ? undefined : pressedOf(mark)
  if (pressed) return { clientId: name, kind: { is: 'choice', ...pressed } }
  return { clientId: name, kind: { is: mark !== undefined && isMedium(mark) ? mark : 'text' } }
}

const isMedium = (mark: string): mark is Medium => MEDIA.includes(mark)
