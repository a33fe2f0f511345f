/** What comes in and what goes out, the same for every channel. */

/** Who may hear a piece of text: anybody, or only the person it is about. */
export type Audience = 'public' | 'personal'

/**
 * A private value (a name, a balance, a code, somebody's own words). It cannot be turned into a
 * string by accident: templates and logs show `[personal]`; only a personal `Part` reveals it.
 */
export class Personal {
  readonly #value: string

  constructor(value: string | number) {
    this.#value = String(value)
  }

  /** The value itself; for the builders of personal parts, stores and the person's own view. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '[personal]'
  }

  toJSON(): string {
    return '[personal]'
  }
}

export const personal = (value: string | number): Personal => new Personal(value)

/** A line (or several) of a reply, together with who may hear it. */
export interface Part<A extends Audience = Audience> {
  readonly audience: A
  readonly text: string
}

type Speakable = string | number | Personal | Part
type AudienceOf<V> = [Extract<V, Personal | Part<'personal'>>] extends [never] ? 'public' : 'personal'

/**
 * Builds a part from a template: personal as soon as one of its values is.
 * `say`开到${time}`` is public; `say`您有${personal(balance)}分`` is personal.
 */
export function say<const V extends readonly Speakable[]>(strings: TemplateStringsArray, ...values: V): Part<AudienceOf<V[number]>> {
  let text = strings[0] ?? ''
  let audience: Audience = 'public'
  for (const [position, value] of values.entries()) {
    if (value instanceof Personal) {
      audience = 'personal'
      text += value.reveal()
    } else if (typeof value === 'object') {
      if (value.audience === 'personal') audience = 'personal'
      text += value.text
    } else text += value
    text += strings[position + 1] ?? ''
  }
  return { audience, text } as Part<AudienceOf<V[number]>>
}

/**
 * What pressing, typing or naming a choice means. Stored with the conversation, so it is plain data.
 * `question` names the kept question that the choice settles; `filled` is what the intent's form knows already.
 */
export type Act =
  | { do: 'ask'; intent: string; topic?: string; aspect?: string; question?: string; filled?: Readonly<Record<string, string>> }
  | { do: 'fill'; field: string; value: string }
  | { do: 'say'; text: string }

export interface Choice<A extends Audience = Audience> {
  readonly label: Part<A>
  readonly act: Act
}

/** A small file that goes along (a calendar entry, a sheet); shown where the channel carries files. */
export interface Enclosure<A extends Audience = Audience> {
  readonly audience: A
  /** With its ending: `预约.ics`. */
  readonly name: string
  /** The media type. */
  readonly type: string
  readonly base64: string
}

/** A picture in the folder of files that goes along with many messages: each names it, and it is read when it is sent. */
export interface EnclosedPicture<A extends Audience = Audience> extends Omit<Enclosure<A>, 'base64'> {
  /** Its name in the folder of files. */
  readonly picture: string
}

export type Enclosed<A extends Audience = Audience> = Enclosure<A> | EnclosedPicture<A>

/** What is said back: lines, then numbered choices. */
export interface Reply<A extends Audience = Audience> {
  readonly parts: readonly Part<A>[]
  readonly choices?: readonly Choice<A>[]
  readonly files?: readonly Enclosed<A>[]
  /** Asks the reader to come to the private chat: a channel that can show a way there does. */
  readonly toPrivate?: boolean
}

/** A reply of these lines, in this order; the first line carries the answer. */
export function reply<A extends Audience>(...parts: Part<A>[]): Reply<A> {
  return { parts }
}

export function withChoices<A extends Audience>(base: Reply<A>, choices: readonly Choice<A>[]): Reply<A> {
  return { ...base, choices: [...(base.choices ?? []), ...choices] }
}

/** Where a message came from or goes to. */
export type Place = { kind: 'private' } | { kind: 'group'; id: string }

/** A picture or a voice message as a channel hands it in; nothing is loaded before it is wanted. */
export interface Attachment {
  kind: 'image' | 'voice'
  /** Names the file for logs and records: the channel's own handle of it. */
  ref: string
  /** The words of a voice message, where the channel has them. */
  transcript?: string
  /** Fetches the file. `too-big`: it has more than `limit` bytes; `gone`: it cannot be had any more. */
  load(limit: number): Promise<Uint8Array | 'too-big' | 'gone'>
}

/** A picture that was looked at and kept. */
export interface Picture {
  /** Its name in the folder of files. */
  file: string
  type: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif'
  bytes: number
}

export interface Location {
  lat: number
  lon: number
}

/** One message or button press, as a channel hands it in. */
export interface Inbound {
  /** The channel's name: `terminal`, `web`, `telegram`, `wechat`. */
  channel: string
  /** Names this update among all of the channel's; a redelivery carries the same one. */
  update: string
  /** The channel's own id of the message, where an answer can point at it. */
  message?: string
  /** The sender's id on the channel. */
  from: string
  /** The sender's shown name. */
  display?: string
  /** Another bot, an official account, the system: never answered. */
  automatic?: boolean
  place: Place
  /** The bot was meant by @ or by a reply to one of its messages. */
  addressed: boolean
  text: string
  /** The id of a pressed choice. */
  choice?: string
  attachments?: readonly Attachment[]
  location?: Location
  /** A role given by a local channel without a network (`chat --json`); other channels never set it. */
  localRole?: string
}
