/** The shapes that travel between a bot and the server, as loose as JSON is: only the fields the server itself uses are named. */

/** Parameters of one call: JSON values, or plain strings when they came by query, form or multipart. */
export type Params = Record<string, unknown>

/** A file that came with a multipart call. */
export interface Upload {
  filename: string
  contentType: string
  bytes: Buffer
}

export type Uploads = ReadonlyMap<string, Upload>

export interface User {
  id: number
  is_bot: boolean
  first_name: string
  last_name?: string | undefined
  username?: string | undefined
  language_code?: string | undefined
}

/** What getMe tells of the bot. */
export interface BotUser extends User {
  username: string
  can_join_groups: boolean
  can_read_all_group_messages: boolean
  supports_inline_queries: boolean
  can_connect_to_business: boolean
  has_main_web_app: boolean
}

export interface Chat {
  id: number
  type: 'private' | 'group' | 'supergroup' | 'channel'
  title?: string | undefined
  username?: string | undefined
  first_name?: string | undefined
  last_name?: string | undefined
}

/** A marked stretch of a text; offset and length count UTF-16 units. */
export interface Entity {
  type: string
  offset: number
  length: number
  url?: string | undefined
  user?: User | undefined
  language?: string | undefined
  custom_emoji_id?: string | undefined
}

export interface Message {
  message_id: number
  /** Unix seconds; 0 marks an InaccessibleMessage. */
  date: number
  chat: Chat
  from?: User | undefined
  sender_chat?: Chat | undefined
  text?: string | undefined
  entities?: Entity[] | undefined
  caption?: string | undefined
  caption_entities?: Entity[] | undefined
  reply_markup?: unknown
  reply_to_message?: Message | undefined
  edit_date?: number | undefined
  [field: string]: unknown
}

/** One update: its number and exactly one field that names its kind. */
export interface Update {
  update_id: number
  [kind: string]: unknown
}

/** An answer with `ok: false`. */
export class ApiError extends Error {
  readonly code: number
  readonly parameters: { retry_after?: number; migrate_to_chat_id?: number } | undefined

  constructor(code: number, description: string, parameters?: { retry_after?: number; migrate_to_chat_id?: number }) {
    super(description)
    this.code = code
    this.parameters = parameters
  }
}

export const badRequest = (what: string): ApiError => new ApiError(400, `Bad Request: ${what}`)
export const forbidden = (what: string): ApiError => new ApiError(403, `Forbidden: ${what}`)
export const tooMany = (seconds: number): ApiError => new ApiError(429, `Too Many Requests: retry after ${seconds}`, { retry_after: seconds })

/** A result that brings a description with it, as setWebhook's does. */
export class Described {
  readonly result: unknown
  readonly description: string

  constructor(result: unknown, description: string) {
    this.result = result
    this.description = description
  }
}
