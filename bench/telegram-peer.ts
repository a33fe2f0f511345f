/** Other bots for the same job, as short as their libraries allow: each answers every message with one line. */
import { createServer } from 'node:http'
import { run } from '@grammyjs/runner'
import Sqlite from 'better-sqlite3'
import { Bot, webhookCallback } from 'grammy'

const [kind = '', file = '', port = '0'] = process.argv.slice(2)
const { TELEGRAM_BOT_TOKEN: token = '', TELEGRAM_API_ROOT: apiRoot = '' } = process.env
const bot = new Bot(token, { client: { apiRoot } })
const ANSWER = '理发9.9元，一楼理发室，现在开门，开到18:00。'

if (kind.startsWith('insert')) {
  const db = new Sqlite(file)
  db.pragma('journal_mode = WAL')
  db.pragma('synchronous = NORMAL')
  db.exec('create table seen (id integer primary key, person integer, text text)')
  const insert = db.prepare('insert or ignore into seen values (?, ?, ?)')
  bot.on('message:text', (ctx, next) => {
    insert.run(ctx.update.update_id, ctx.from.id, ctx.message.text)
    return next()
  })
}
bot.on('message:text', (ctx) => ctx.reply(ANSWER))
bot.catch(() => undefined)

if (kind.endsWith('webhook')) {
  const handle = webhookCallback(bot, 'http')
  await bot.init()
  createServer((request, response) => void handle(request, response)).listen(Number(port), '127.0.0.1')
  await bot.api.setWebhook(`http://127.0.0.1:${port}/`)
} else if (kind.endsWith('bare')) void bot.start()
else run(bot)
