/** Checks of `reply_markup`. */
import { isObject, structure } from './params.ts'
import { badRequest, type Params } from './types.ts'

/** Bytes of UTF-8 that fit a button's callback_data. */
const DATA_LIMIT = 64
/** Buttons that fit one inline keyboard. */
const BUTTON_LIMIT = 100

const ACTIONS =
  'url callback_data callback_game pay switch_inline_query switch_inline_query_chosen_chat switch_inline_query_current_chat login_url web_app copy_text'.split(
    ' ',
  )

/** The readable markup of a call, or undefined; form errors throw at once. */
export function readMarkup(params: Params): Record<string, unknown> | undefined {
  const markup = structure(params, 'reply_markup', 'reply keyboard markup')
  if (markup === undefined) return undefined
  if (!isObject(markup)) throw badRequest('object expected as reply markup')
  if (markup.inline_keyboard !== undefined) {
    for (const row of rowsOf(markup.inline_keyboard, 'inline_keyboard', '" of the InlineKeyboardMarkup must be an Array of Arrays'))
      for (const button of row) checkForm(button)
  } else if (markup.keyboard !== undefined) {
    for (const row of rowsOf(markup.keyboard, 'keyboard', '" must be an Array of Arrays'))
      for (const button of row)
        if (typeof button !== 'string' && !isObject(button)) throw badRequest("can't parse keyboard button: KeyboardButton must be a String or an Object")
  }
  return markup
}

function rowsOf(value: unknown, field: string, complaint: string): unknown[][] {
  if (!Array.isArray(value)) throw badRequest(`field "${field}" must be of type Array`)
  const rows: unknown[][] = []
  for (const row of value) {
    if (!Array.isArray(row)) throw badRequest(`field "${field}${complaint}`)
    rows.push(row)
  }
  return rows
}

function checkForm(button: unknown): void {
  const fail = (why: string) => badRequest(`can't parse inline keyboard button: ${why}`)
  if (!isObject(button)) throw fail('InlineKeyboardButton must be an Object')
  if (typeof button.text !== 'string') throw fail(`Can't find field "text"`)
  if (!ACTIONS.some((action) => button[action] !== undefined && button[action] !== '')) throw fail('Text buttons are unallowed in the inline keyboard')
}

/** What only the delivering stage checks: sizes and addresses. */
export function checkMarkup(markup: Record<string, unknown> | undefined): void {
  if (!markup || !Array.isArray(markup.inline_keyboard)) return
  let buttons = 0
  for (const button of markup.inline_keyboard.flat() as Record<string, unknown>[]) {
    buttons += 1
    const { text, callback_data: data, url } = button
    if (text === '') throw badRequest('BUTTON_TEXT_EMPTY')
    if (typeof data === 'string' && data.length * 3 > DATA_LIMIT && Buffer.byteLength(data) > DATA_LIMIT) throw badRequest('BUTTON_DATA_INVALID')
    if (typeof url === 'string' && /[\s]/.test(url)) throw badRequest('BUTTON_URL_INVALID')
  }
  if (buttons > BUTTON_LIMIT) throw badRequest('reply markup is too long')
}
